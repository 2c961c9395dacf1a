using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Tests.Declared;

public sealed class ResultReferencesTests
{
    [Theory]
    [InlineData("a#", "a", "")]
    [InlineData("a#/", "a", "/")]
    [InlineData("a b#/c#d", "a b", "/c#d")]
    public void Reference_OfAStepAndAPointer_IsRead(string text, string step, string path)
    {
        var reference = ResultReference.Parse(text);

        Assert.Equal(new ResultReference(step, path), reference);
        Assert.Equal(text, reference!.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/a")]
    [InlineData("#/a")]
    [InlineData("a#b")]
    public void Reference_OfAnyOtherText_IsNone(string text) => Assert.Null(ResultReference.Parse(text));

    [Theory]
    [InlineData("", """{"list":[1,[2]],"":3,"a/b":4,"m~n":5,"~1":6,"none":null}""")]
    [InlineData("/list/0", "1")]
    [InlineData("/list/1/0", "2")]
    [InlineData("/", "3")]
    [InlineData("/a~1b", "4")]
    [InlineData("/m~0n", "5")]
    [InlineData("/~01", "6")]
    [InlineData("/none", "null")]
    [InlineData("/other", null)]
    [InlineData("/list/2", null)]
    [InlineData("/list/-1", null)]
    [InlineData("/list/ 0", null)]
    [InlineData("/list/0/x", null)]
    [InlineData("/other/x", null)]
    public void Pointer_IntoAResult_FindsWhatIsThere(string path, string? found)
    {
        var result = ForeignJson.Parse("""{"list":[1,[2]],"":3,"a/b":4,"m~n":5,"~1":6,"none":null}""").ToElement();

        Assert.Equal(found, new ResultReference("a", path).In(result)?.GetRawText());
    }

    [Fact]
    public void References_OfACall_AreFoundWithTheirPlaces()
    {
        var call = new DeclaredCall("POST", "x/{a#/id}/{?}", ForeignJson.Parse("""{"m~/n":[0,{"$result":"b#"}],"deep":{"$result":"no reference"},"data":{"$result":"c#","more":1},"number":{"$result":1},"other":{"result":"d#"},"text":"e#"}"""));

        var found = ResultReferences.In(call, "/steps/0/action");

        Assert.Equal(
            [
                ("/steps/0/action/path", new ResultReference("a", "/id")),
                ("/steps/0/action/path", null),
                ("/steps/0/action/body/m~0~1n/1", new ResultReference("b", "")),
                ("/steps/0/action/body/deep", null),
            ],
            found);
    }

    [Fact]
    public void References_OfACallWithoutAny_AreNone()
    {
        Assert.Empty(ResultReferences.In(new DeclaredCall("POST", "x"), "/"));
        Assert.Empty(ResultReferences.In(new DeclaredCall("POST", "x", ForeignJson.Parse("7")), "/"));
    }
}
