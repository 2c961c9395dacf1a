using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Architecture.Tests.Signatures;

public sealed class SignatureRulesTests
{
    public static TheoryData<string> Rules => [.. SignatureRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void App_EveryFunction_Keeps(string rule)
    {
        var faults = SignatureRules.All[rule](AppFunctions.All);

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void BrokenFunction_OfTheRulesName_IsAFault(string rule)
    {
        var sample = typeof(BrokenFunctions).GetNestedType(rule) ?? throw new InvalidOperationException($"Rule '{rule}' has no sample that breaks it.");

        var faults = SignatureRules.All[rule](AppFunctions.Of(sample));

        Assert.Single(faults);
    }

    [Fact]
    public void AppFunctions_OfEveryTrigger_AreFound()
    {
        Assert.Contains(AppFunctions.All, function => AppFunctions.TriggerOf<HttpTriggerAttribute>(function) is not null);
        Assert.Contains(AppFunctions.All, function => AppFunctions.TriggerOf<OrchestrationTriggerAttribute>(function) is not null);
        Assert.Contains(AppFunctions.All, function => AppFunctions.TriggerOf<ActivityTriggerAttribute>(function) is not null);
        Assert.Contains(AppFunctions.All, function => AppFunctions.TriggerOf<QueueTriggerAttribute>(function) is not null);
        Assert.Contains(AppFunctions.All, function => AppFunctions.TriggerOf<TimerTriggerAttribute>(function) is not null);
    }
}
