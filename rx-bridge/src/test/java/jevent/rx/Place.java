package jevent.rx;

import jevent.Green;
import jevent.Hub;

/// Where a source may send its signals from.
enum Place {
    HERE {
        @Override
        void run(Runnable signals) {
            signals.run();
        }
    },
    GREENLET {
        @Override
        void run(Runnable signals) {
            Green.spawn(signals);
        }
    },
    CALLBACK {
        @Override
        void run(Runnable signals) {
            Hub.current().execute(signals);
        }
    },
    THREAD {
        @Override
        void run(Runnable signals) {
            Thread.ofPlatform().daemon().name("source").start(signals);
        }
    },
    VIRTUAL_THREAD {
        @Override
        void run(Runnable signals) {
            Thread.ofVirtual().name("source").start(signals);
        }
    };

    abstract void run(Runnable signals);
}
