using System.Text.Json;
using CsCheck;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>An answer is judged by the code that later builds the call: what is promised can be called, and what cannot be called is not promised.</summary>
public sealed class PromiseTests
{
    private static readonly Gen<string> _ids = Gen.OneOf(
        Gen.Char["abz019.:%/\\;?#&=+~ \t\0é汉{}"].Array[0, 12].Select(characters => new string(characters)),
        OneOf("..", ".", "%2e%2e", "..;", "50%", "urn:lock:1", "http://x", "//x", "%2F", "%252F", "\ud83d\ude00"),
        Gen.Int[1, 700].Select(length => new string('汉', length)));

    private static readonly Gen<string> _paths = OneOf("{from#/id}/commit", "locks/{from#/id}", "a/{from#/id}{from#/id}/b", "find?id={from#/id}", "{from#/id}.{from#/id}", "a/%2e{from#/id}", "x/{from#/id};v=1?y={from#/id}");

    [Fact]
    public void Answer_PromisedForACommit_CanBeCalledExactlyThen() =>
        Gen.Select(_ids, _paths).Sample((id, path) =>
        {
            var commit = new DeclaredCall("PUT", path, ForeignJson.Parse("""{"of":{"$result":"from#/id"}}"""));
            var answer = JsonSerializer.SerializeToElement(new { id, vote = "Commit" });

            Assert.Equal(CanBeBuilt(commit, answer), IsPromised(commit, answer));
        });

    [Fact]
    public void Path_ThatWasBuilt_IsJudgedAsItWasPromised() =>
        Gen.Select(_ids, _paths).Sample((id, path) =>
        {
            var results = new KnownResults(_ => JsonSerializer.SerializeToElement(new { id }));
            if (CallResolution.FaultOf(new DeclaredCall("PUT", path), results) is null)
            {
                Assert.Null(CallPath.FaultOf(CallResolution.Of(new DeclaredCall("PUT", path), results).Path));
            }
        });

    [Fact]
    public void Answer_LacksWhatACommitRefersTo_IsUnknownAndSaysWhy()
    {
        var commit = new DeclaredCall("PUT", "locks/{from#/id}");

        var unknown = Assert.Throws<StepUnavailableException>(() => Promise.Of(Prepare(commit), ForeignJson.Parse("""{"vote":"Commit"}""").ToElement()));

        Assert.Equal("Participant 'bank' answered Prepare in a way in which Commit could not be called: There is no '/id' in the result of step 'from'.", unknown.Message);
    }

    [Fact]
    public void Answer_OtherResultsStillToCome_AreNotJudged()
    {
        var commit = new DeclaredCall("PUT", "locks/{from#/id}/{to#/id}", ForeignJson.Parse("""{"of":{"$result":"to#/id"}}"""));

        Assert.True(IsPromised(commit, ForeignJson.Parse("""{"id":"1","vote":"Commit"}""").ToElement()));
    }

    [Fact]
    public void Answer_MuchTooLongForTheAbortThatRefersToIt_IsUnknown()
    {
        var abort = new DeclaredCall("PUT", "locks", ForeignJson.Parse("""[{"$result":"from#"},{"$result":"from#"}]"""));
        var answer = ForeignJson.Parse($$"""{"vote":"Commit","note":"{{new string('x', 200_000)}}"}""").ToElement();

        Assert.Throws<StepUnavailableException>(() => Promise.Of(Prepare(abort, ParticipantOperation.Abort), answer));
    }

    [Theory]
    [InlineData("""{"vote":"Abort","Vote":"Commit"}""")]
    [InlineData("""{"VOTE":"Commit","vote":"Abort"}""")]
    [InlineData("""{"vote":"Commit","vote":"Commit"}""")]
    [InlineData("""{"vote":"Commit","id":"1","vOTE":"ReadOnly"}""")]
    [InlineData("""{"vote":"Abort","reason":"no","Reason":"yes"}""")]
    public void Answer_WithTwoMembersThatAreReadAsOne_IsNoVote(string answer)
    {
        var prepare = Prepare(new DeclaredCall("PUT", "locks"));

        Assert.Throws<StepUnavailableException>(() => Promise.Of(prepare, JsonSerializer.Deserialize<JsonElement>(answer)));
        Assert.Null(Promise.BallotOf(JsonSerializer.Deserialize<JsonElement>(answer)));
    }

    [Theory]
    [InlineData(ParticipantOperation.Compensation, null)]
    [InlineData(ParticipantOperation.Cancel, null)]
    [InlineData(ParticipantOperation.Abort, null)]
    [InlineData(ParticipantOperation.Action, "Participant 'bank' answered Prepare in a way in which Action could not be called: There is no '/id' in the result of step 'from'.")]
    [InlineData(ParticipantOperation.Confirm, "Participant 'bank' answered Prepare in a way in which Confirm could not be called: There is no '/id' in the result of step 'from'.")]
    public void Answer_LacksWhatABodyRefersTo_IsFitForWhatUndoesAlone(ParticipantOperation later, string? fault)
    {
        var call = new DeclaredCall("PUT", "x", ForeignJson.Parse("""{"of":{"$result":"from#/id"}}"""));

        var unfit = Record.Exception(() => Promise.Of(Prepare(call, later), ForeignJson.Parse("""{"vote":"Commit"}""").ToElement()));

        Assert.Equal(fault, unfit?.Message);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static bool CanBeBuilt(DeclaredCall call, JsonElement answer) => CallResolution.FaultOf(call, new KnownResults(_ => answer)) is null;

    private static bool IsPromised(DeclaredCall commit, JsonElement answer)
    {
        try
        {
            Promise.Of(Prepare(commit), answer);
            return true;
        }
        catch (StepUnavailableException)
        {
            return false;
        }
    }

    private static ParticipantCall Prepare(DeclaredCall later, ParticipantOperation operation = ParticipantOperation.Commit) =>
        new("bank", "from", ParticipantOperation.Prepare, "POST", "locks", null) { Promised = [new PromisedCall(later, operation, IsOwn: true)] };
}
