using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Json;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Declared;

public sealed class DeclaredFaultsTests
{
    private static readonly DeclaredCall _call = new("POST", "x");

    [Fact]
    public void Document_Sound_HasNone()
    {
        var document = Document(Step("a"), Step("b") with { Kind = DeclaredStepKind.Pivot, Action = new DeclaredCall("POST", "x/{a#/id}", Body("""{"of":{"$result":"a#/id"}}""")) });

        Assert.Empty(DeclaredFaults.Of(document, _ => true));
    }

    [Fact]
    public void Document_ManyFaults_NamesThePlaceOfEach()
    {
        var document = Document(
            Step("a") with { Action = new DeclaredCall("POST", "x/{b#/id}") },
            Step("b") with { After = ["c"], Compensation = new DeclaredCall("POST", "x", Body("""[{"$result":"b#/own"},{"$result":"not a reference"}]""")) },
            Step("a"),
            Step("d") with { Kind = DeclaredStepKind.Retriable },
            Step("e"));

        var faults = DeclaredFaults.Of(document, name => name == "nobody");

        string[] places = ["/steps/0", "/steps/0/action/path", "/steps/0/participant", "/steps/1", "/steps/1/compensation/body/1", "/steps/1/participant", "/steps/2/participant", "/steps/3/participant", "/steps/4", "/steps/4/participant"];
        Assert.Equal(places, faults.Select(fault => fault.Place).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_StepsInACycle_NamesThePlaceOfTheFirst()
    {
        var document = Document(Step("a"), Step("b") with { After = ["c"] }, Step("c") with { After = ["b"] });

        var (place, fault) = Assert.Single(DeclaredFaults.Of(document, _ => true));

        Assert.Equal(("/steps/1", "Steps wait for each other in a cycle: b → c → b."), (place, fault));
    }

    [Theory]
    [InlineData("P31D")]
    [InlineData("PT0S")]
    [InlineData("tomorrow")]
    public void Document_DeadlineOutOfRange_IsAFault(string deadline)
    {
        var document = Document(Step("a")) with { Deadline = deadline };

        Assert.Equal(["/deadline"], DeclaredFaults.Of(document, _ => true).Select(fault => fault.Place));
    }

    [Theory]
    [InlineData(24, 0)]
    [InlineData(25, 1)]
    public void Body_NestedTooDeep_IsAFault(int levels, int faults)
    {
        var document = Document(Step("a") with { Action = new DeclaredCall("POST", "x", Body($"{new string('[', levels)}{new string(']', levels)}")) });

        Assert.Equal(Enumerable.Repeat("/steps/0/action/body", faults), DeclaredFaults.Of(document, _ => true).Select(fault => fault.Place));
    }

    [Fact]
    public void Tcc_Sound_HasNone() => Assert.Empty(DeclaredFaults.Of(Documents.Tcc, _ => true));

    [Fact]
    public void TwoPhase_Sound_HasNone() => Assert.Empty(DeclaredFaults.Of(Documents.TwoPhase, _ => true));

    [Fact]
    public void Tcc_ReservationsTooShort_NamesTheField()
    {
        var document = Documents.Tcc with { ReservedFor = "PT8H10M" };

        var (place, fault) = Assert.Single(DeclaredFaults.Of(document, _ => true));

        Assert.Equal("/reservedFor", place);
        Assert.StartsWith("Reservations are kept for 08:10:00, which is too short: tries may take 08:00:00, and confirms 00:13:31 more.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Tcc_ManyFaults_NamesThePlaceOfEach()
    {
        var flight = Documents.Tcc.Branches![0];
        var document = Documents.Tcc with
        {
            Branches =
            [
                flight with { Try = new DeclaredCall("POST", "x/{hotel#/id}"), Cancel = new DeclaredCall("POST", "x/{flight#/id}"), ConfirmRetry = new DeclaredRetry(MaxAttempts: 0) },
                flight with { Confirm = new DeclaredCall("POST", "x/{nobody#/id}") },
                flight with { Name = "car", Participant = "nobody", Cancel = new DeclaredCall("POST", "x", Body("""{"of":{"$result":"flight#/id"}}""")) },
            ],
        };

        var faults = DeclaredFaults.Of(document, name => name != "nobody");

        string[] places = ["/branches/0", "/branches/0/cancel/path", "/branches/0/try/path", "/branches/1/confirm/path", "/branches/2/cancel/body/of", "/branches/2/participant"];
        Assert.Equal(places, faults.Select(fault => fault.Place).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tcc_TwoBranchesOfOneName_AreToldApartByTheirPlace()
    {
        var flight = Documents.Tcc.Branches![0];
        var document = Documents.Tcc with { Branches = [flight, flight with { Confirm = new DeclaredCall("POST", "x/{nobody#/id}") }] };

        var places = DeclaredFaults.Of(document, _ => true).Select(fault => fault.Place);

        Assert.Equal(["/branches/0", "/branches/1/confirm/path"], places.Distinct());
    }

    [Fact]
    public void TwoPhase_ManyFaults_NamesThePlaceOfEach()
    {
        var voter = Documents.TwoPhase.Participants![0];
        var document = Documents.TwoPhase with
        {
            Participants = [voter, voter with { Name = "to", Commit = new DeclaredCall("POST", "x", Body("""{"a":[{"$result":"RecordDecision#"}]}""")), AbortRetry = new DeclaredRetry(Backoff: 0) }],
        };

        var places = DeclaredFaults.Of(document, _ => true).Select(fault => fault.Place);

        Assert.Equal(["/participants/1", "/participants/1/abort/body/of", "/participants/1/commit/body/a/0"], places.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TwoPhase_TimesOutOfRange_NamesThePlaceOfEach()
    {
        var voter = Documents.TwoPhase.Participants![0] with { Timeout = "soon", CommitRetry = new DeclaredRetry(FirstDelay: "PT0S") };
        var document = Documents.TwoPhase with { PrepareWithin = "P31D", Participants = [voter] };

        var places = DeclaredFaults.Of(document, _ => true).Select(fault => fault.Place);

        Assert.Equal(["/participants/0/commitRetry/firstDelay", "/participants/0/timeout", "/prepareWithin"], places.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("x", 256, 0)]
    [InlineData("x", 257, 1)]
    [InlineData("e\u0301", 128, 0)]
    [InlineData("e\u0301", 129, 1)]
    [InlineData("👩‍👩‍👧‍👦", 256, 1)]
    [InlineData("👩", 256, 0)]
    public void Lock_OfMoreThan256CodePoints_IsAFault(string element, int count, int faults)
    {
        var voter = Documents.TwoPhase.Participants![0] with { Locks = string.Concat(Enumerable.Repeat(element, count)) };

        var found = DeclaredFaults.Of(Documents.TwoPhase with { Participants = [voter] }, _ => true);

        Assert.Equal(Enumerable.Repeat("/participants/0/locks", faults), found.Select(fault => fault.Place));
    }

    [Fact]
    public void Path_OutOfTheBase_IsAFault()
    {
        var document = Document(Step("a") with { Compensation = new DeclaredCall("POST", "../x") });

        Assert.Equal(["/steps/0/compensation/path"], DeclaredFaults.Of(document, _ => true).Select(fault => fault.Place));
    }

    [Fact]
    public void Steps_MoreThanTheSchemaAllows_AreAFault()
    {
        var document = Document([.. Enumerable.Range(0, 101).Select(number => Step($"s{number}"))]);

        Assert.Equal(["/steps"], DeclaredFaults.Of(document, _ => true).Select(fault => fault.Place));
    }

    [Fact]
    public void Retry_PausesThatAParticipantMayStretchToMoreThanThirtyDays_AreAFault()
    {
        var document = Document(Step("a") with { Retry = new DeclaredRetry(MaxAttempts: 4, FirstDelay: "PT1S", MaxDelay: "P11D") });

        Assert.Contains("33.00:02:00 in all", Assert.Single(DeclaredFaults.Of(document, _ => true)).Fault, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, DeclaredTransaction> _refused = new()
    {
        ["/name"] = Document(Step("a")) with { Name = new string('n', 33_000) },
        ["/steps/0"] = Document(Step("a\n")),
        ["/steps/0/action/path"] = Document(Step("a") with { Action = new DeclaredCall("POST", "/x") }),
        ["/deadline"] = Document(Step("a")) with { Deadline = "soon" },
        ["/steps"] = Document(),
    };

    public static TheoryData<string> Refused => [.. _refused.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Instance_StartedWithoutTheStarter_FailsAtOnceWithTheFaultsAndCallsNothing(string place)
    {
        var participant = new Participant();
        await using var host = await Hosts.StartAsync(participant);

        var failed = await Assert.ThrowsAsync<SagaStuckException>(async () => await host.OutcomeOfAsync(await host.StartAsync(_refused[place], "tx-1")));

        Assert.Contains($"'tx-1' was started with a document that has faults; nothing was called. {place}: ", failed.Message, StringComparison.Ordinal);
        Assert.Empty(host.ActivityCalls);
    }

    private static DeclaredTransaction Document(params DeclaredStep[] steps) => new(Protocol.Saga, "declared", steps);

    private static DeclaredStep Step(string name) => new(name, "bank", _call);

    private static ForeignJson Body(string json) => ForeignJson.Parse(json);
}
