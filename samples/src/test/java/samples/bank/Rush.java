package samples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Greenlet;
import jevent.Timeout;
import jevent.pool.Pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Many transfers at once, each in a greenlet of its own; a third of them is killed on the way, a
/// third has a limit that may be too short. `-Djevent.seed=N` repeats the fates, though not the
/// moments: the database has a time of its own.
final class Rush {

    private static final int FATES = 3;
    private static final int LIMITED = 1;
    private static final int KILLED = 2;

    private static final int CLERKS = 16;
    private static final int LONGEST_MICROS = 15_000;
    private static final int LOOKS = 500;

    private final long seed = Long.getLong("jevent.seed", ThreadLocalRandom.current().nextLong());
    private final Random random = new Random(seed);
    private final Teller teller;
    private final Set<Integer> done = new HashSet<>();
    private final List<Greenlet<?>> disturbed = new ArrayList<>();
    private final List<Greenlet<?>> killers = new ArrayList<>();

    /// What happened to those whom nobody has disturbed.
    private final List<Throwable> failures = new ArrayList<>();

    Rush(Teller teller) {
        this.teller = teller;
        System.out.println("rush: -Djevent.seed=" + seed);
    }

    void run(int transfers) {
        var clerks = new Pool(CLERKS);
        for (int id = 0; id < transfers; id++) {
            var transfer = next(id);
            Duration moment = Duration.ofNanos(1_000L * random.nextInt(LONGEST_MICROS));
            switch (id % FATES) {
                case LIMITED -> disturbed(clerks.spawn(() -> within(moment, transfer)));
                case KILLED -> killAfter(moment, clerks.spawn(() -> perform(transfer)));
                default -> undisturbed(clerks.spawn(() -> perform(transfer)));
            }
        }
        clerks.join();
        killers.forEach(Greenlet::join);
    }

    private Transfer next(int id) {
        int from = random.nextInt(Bank.ACCOUNTS);
        int to = (from + 1 + random.nextInt(Bank.ACCOUNTS - 1)) % Bank.ACCOUNTS;
        return new Transfer(id, from, to, 1 + random.nextInt(100));
    }

    private boolean perform(Transfer transfer) throws Exception {
        teller.move(transfer);
        return done.add(transfer.id());
    }

    private boolean within(Duration limit, Transfer transfer) {
        return Timeout.call(limit, () -> perform(transfer));
    }

    private void undisturbed(Greenlet<?> clerk) {
        clerk.link(ended -> {
            Throwable failure = ended.failure();
            if (failure != null) {
                failures.add(failure);
            }
        });
    }

    private void disturbed(Greenlet<?> clerk) {
        disturbed.add(clerk);
        clerk.link(ended -> {});
    }

    private void killAfter(Duration moment, Greenlet<?> clerk) {
        disturbed(clerk);
        killers.add(Green.spawnLater(moment, () -> clerk.killLater()));
    }

    /// The calling greenlet is killed, inside the JDK.
    static void die() throws Exception {
        Green.current().killLater();
        Green.blocking(() -> new Semaphore(0).tryAcquire(1, TimeUnit.MINUTES));
    }

    /// Nobody was harmed by what happened to others, and the storm was one.
    void verify(Bank bank) throws Exception {
        assertThat(failures).as("undisturbed, seed %d", seed).isEmpty();
        assertThat(disturbed.stream().filter(clerk -> !clerk.isSuccessful()))
                .as("killed or timed out, seed %d", seed)
                .hasSizeGreaterThan(disturbed.size() / 10);
        assertThat(disturbed)
                .as("seed %d", seed)
                .allMatch(clerk -> clerk.isSuccessful() || clerk.isKilled() || isTimedOut(clerk));
        bank.audit(done);
        assertThat(awaitZero(teller)).as("connections that are out, seed %d", seed).isZero();
        assertThat(bank.openTransactions()).as("open transactions, seed %d", seed).isZero();
    }

    private static boolean isTimedOut(Greenlet<?> clerk) {
        return clerk.failure() instanceof Timeout;
    }

    /// What comes home after its greenlet's end comes soon.
    private static int awaitZero(Teller teller) {
        for (int i = 0; i < LOOKS && teller.lent() > 0; i++) {
            Green.sleep(10);
        }
        return teller.lent();
    }
}
