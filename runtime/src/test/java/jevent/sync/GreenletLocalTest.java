package jevent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

@GreenTest
class GreenletLocalTest {

    @Test
    void anInheritableThreadLocalIsCopiedAtTheSpawn() {
        var inheritable = new InheritableThreadLocal<String>();
        inheritable.set("at the spawn");
        var child =
                Green.spawn(() -> {
                    String before = inheritable.get();
                    inheritable.set("the child's");
                    Green.yieldNow();
                    return before + ", " + inheritable.get();
                });
        inheritable.set("later");

        assertThat(child.get()).isEqualTo("at the spawn, the child's");
        assertThat(inheritable.get()).isEqualTo("later");
        assertThat(Hub.shared().spawn(() -> inheritable.get()).get()).isEqualTo("later");
        inheritable.remove();
    }

    private final GreenletLocal<List<Integer>> local = GreenletLocal.withInitial(ArrayList::new);

    @Test
    void eachGreenletHasItsOwn() {
        local.get().add(-1);
        List<Greenlet<List<Integer>>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            all.add(
                    Green.spawn(() -> {
                        local.get().add(number);
                        Green.yieldNow();
                        local.get().add(number);
                        return local.get();
                    }));
        }
        Green.joinAll(all);

        for (int i = 0; i < 10; i++) {
            assertThat(all.get(i).get()).containsExactly(i, i);
        }
        assertThat(local.get()).containsExactly(-1);
    }

    @Test
    void whatIsRemovedStartsAnew() {
        local.get().add(1);
        local.remove();

        assertThat(local.get()).isEmpty();
        local.set(List.of(2));
        assertThat(local.get()).containsExactly(2);
    }

    @Test
    void whatRunsOnTheSameThreadAfterwardsSeesNothingOfIt() {
        Green.spawn(() -> local.get().add(1)).join();

        assertThat(Green.spawn(local::get).get()).isEmpty();
    }
}
