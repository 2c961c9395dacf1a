using System.Text.Json;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Tests.Outcomes;

public sealed class SubSagaDoneTests
{
    private static readonly SubSagaDone _done = new("order-1:child", 9, new Dictionary<string, JsonElement> { ["a"] = default });

    [Fact]
    public void Done_ThatNamesWhatHasSucceeded_GoesByTheNames()
    {
        var done = _done with { Succeeded = ["b"] };

        Assert.Equal((false, true, false), (done.HasSucceeded("a"), done.HasSucceeded("b"), done.HasSucceeded("c")));
    }

    [Fact]
    public void Done_ThatNamesNothing_GoesByTheResults() => Assert.Equal((true, false), (_done.HasSucceeded("a"), _done.HasSucceeded("b")));
}
