using DurableSagas.SagaFunctions.Faults;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.SagaFunctions.Tests.Faults;

public sealed class RequestedFaultTests
{
    [Theory]
    [InlineData("refuse", FaultKind.Refuse, false, "Injected fault: ShipOrder refused.")]
    [InlineData("fail", FaultKind.Fail, false, "Injected fault: ShipOrder failed at attempt 2.")]
    [InlineData("fail:2", FaultKind.Fail, false, "Injected fault: ShipOrder failed at attempt 2.")]
    [InlineData("fail-after", FaultKind.Fail, true, "Injected fault: ShipOrder failed after its work at attempt 2.")]
    [InlineData("hang", FaultKind.Hang, true, "injected")]
    public void At_EachWord_IsItsFault(string word, FaultKind kind, bool isAfterWork, string message)
    {
        var fault = RequestedFault.Parse(word)!.At(Attempt(2))!;

        Assert.Equal((kind, isAfterWork, message), (fault.Kind, fault.IsAfterWork, fault.Message));
    }

    [Fact]
    public void At_FirstAttemptsOnly_SparesTheOthers()
    {
        var fault = RequestedFault.Parse("fail:2")!;

        Assert.Equal([true, true, false], Enumerable.Range(1, 3).Select(attempt => fault.At(Attempt(attempt)) is not null));
    }

    [Fact]
    public void At_Chance_SpoilsSoManyOfAHundredHalfOfThemAfterTheirWorkAndAlikeEachTime()
    {
        var (one, other) = (RequestedFault.Parse("chance:40:7")!, RequestedFault.Parse("chance:40:7")!);
        var faults = Enumerable.Range(1, 10_000).Select(attempt => one.At(Attempt(attempt))).ToArray();

        Assert.Equal(faults, Enumerable.Range(1, 10_000).Select(attempt => other.At(Attempt(attempt))));
        Assert.InRange(faults.Count(fault => fault is not null), 3_800, 4_200);
        Assert.InRange(faults.Count(fault => fault is { IsAfterWork: true }), 1_850, 2_150);
        // Of a seed that somebody has written down.
        Assert.Equal(".ba...a.b.a.bb..aa.a", string.Concat(faults.Take(20).Select(fault => fault is null ? '.' : fault.IsAfterWork ? 'a' : 'b')));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Fail")]
    [InlineData("crash")]
    [InlineData("fail:0")]
    [InlineData("fail:-1")]
    [InlineData("fail: 1")]
    [InlineData("chance:101:1")]
    [InlineData("chance:10")]
    [InlineData("fail:000000000000000000000000000001")]
    public void Parse_TextThatWordsNone_IsNull(string? text) => Assert.Null(RequestedFault.Parse(text));

    private static StepAttempt Attempt(int attempt) => new("order-7", "ShipOrder", "ShipOrder", StepOperation.Action, attempt);
}
