package schedules;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Whether this Java is one that [Fray](https://github.com/cmu-pasta/fray) has instrumented.
final class NeedsFray implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Object.class.getModule().getPackages().contains("org.pastalab.fray.runtime")
                ? enabled("this Java is instrumented")
                : disabled("this Java is not instrumented by Fray: mvn verify runs these tests");
    }
}
