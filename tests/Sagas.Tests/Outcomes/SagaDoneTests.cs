using System.Text.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Undoing;

namespace DurableSagas.Sagas.Tests.Outcomes;

public sealed class SagaDoneTests
{
    private static readonly SagaDone _done = new("order-1:child", 9, new Dictionary<string, JsonElement> { ["a"] = default });

    [Fact]
    public void Done_ThatNamesWhatHasSucceeded_GoesByTheNames()
    {
        var done = _done with { Succeeded = ["b"] };

        Assert.Equal((false, true, false), (done.HasSucceeded("a"), done.HasSucceeded("b"), done.HasSucceeded("c")));
    }

    [Fact]
    public void Done_ThatNamesNothing_GoesByTheResults() => Assert.Equal((true, false), (_done.HasSucceeded("a"), _done.HasSucceeded("b")));
}
