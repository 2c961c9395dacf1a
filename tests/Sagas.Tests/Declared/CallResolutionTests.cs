using System.Text.Json;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Tests.Declared;

public sealed class CallResolutionTests
{
    [Fact]
    public void Reference_Resolved_TakesTheValueFromItsPlace()
    {
        var a = """{"items":[{"a/b":"x y"}],"n":1.50}""";

        var call = Resolved("orders/{a#/items/0/a~1b}/{a#/n}", """{"text":{"$result":"a#/items/0/a~1b"},"whole":[{"$result":"a#"}],"n":{"$result":"a#/n"},"kept":{"$result":"a#","more":1}}""", a);

        Assert.Equal("""{"text":"x y","whole":[{"items":[{"a/b":"x y"}],"n":1.50}],"n":1.50,"kept":{"$result":"a#","more":1}}""", call.Body!.Text);
        Assert.Equal("orders/x%20y/1.50", call.Path);
    }

    [Theory]
    [InlineData("20.00")]
    [InlineData("0.12345678901234567890123")]
    [InlineData("1E3")]
    [InlineData("-0")]
    [InlineData("123456789012345678901234567890")]
    public void Number_WhateverItsDigits_StaysAsItWasSent(string number)
    {
        var call = Resolved("{a#/n}", $$"""{"own":{{number}},"n":{"$result":"a#/n"} }""", $$"""{"n":{{number}} }""");

        Assert.Equal(($"{{\"own\":{number},\"n\":{number}}}", number), (call.Body!.Text, call.Path));
    }

    [Fact]
    public void Reference_ToNothing_SaysSo()
    {
        Assert.Equal("There is no '/id' in the result of step 'a'.", FaultOf("{a#/id}", "{}"));
    }

    [Theory]
    [InlineData("{}", "Object")]
    [InlineData("null", "Null")]
    [InlineData("\"\"", "empty text")]
    public void Reference_InAPathToWhatIsNoText_SaysSo(string id, string found)
    {
        Assert.Equal($"A path cannot take '/id' in the result of step 'a': expected text or a number, found {found}.", FaultOf("orders/{a#/id}", $$"""{"id":{{id}} }"""));
    }

    [Fact]
    public void Reference_OfACompensationToItsOwnMissingResult_IsNullInABody()
    {
        var body = CallResolution.Of(new DeclaredCall("POST", "x", ForeignJson.Parse("""{"of":{"$result":"a#/id"},"amount":1}""")), new KnownResults(_ => null) { MayBeMissing = name => name == "a" }).Body;

        Assert.Equal("""{"of":null,"amount":1}""", body!.Text);
    }

    [Fact]
    public void References_ToMoreThanACallCarries_AreNotPutTogether()
    {
        var large = Assert.Throws<UnresolvedReferenceException>(() => Resolved("x", """[{"$result":"a#"},{"$result":"a#"},{"$result":"a#"}]""", $"\"{new string('x', 100_000)}\""));

        Assert.Equal("The results that the body refers to have more than 262144 characters.", large.Message);
    }

    [Theory]
    [InlineData(262_142, null)]
    [InlineData(262_143, "The results that the body refers to have more than 262144 characters.")]
    public void Reference_ToAsMuchAsACallCarries_IsPutThere(int length, string? fault)
    {
        var call = new DeclaredCall("POST", "x", ForeignJson.Parse("""{"$result":"a#"}"""));

        Assert.Equal(fault, CallResolution.FaultOf(call, Known($"\"{new string('x', length)}\"")));
    }

    [Fact]
    public void Reference_InABodyToNothing_SaysSoUnlessItIsAwaited()
    {
        var call = new DeclaredCall("POST", "x/{b#/id}", ForeignJson.Parse("""{"of":{"$result":"b#/id"}}"""));

        var awaited = CallResolution.Of(call, new KnownResults(_ => null) { IsAwaited = name => name == "b" });

        Assert.Equal("There is no '/id' in the result of step 'b'.", CallResolution.FaultOf(call with { Path = "x" }, Known("{}")));
        Assert.Equal(("x/b", """{"of":null}"""), (awaited.Path, awaited.Body!.Text));
    }

    [Theory]
    [InlineData("urn:lock:1", "urn%3Alock%3A1/commit")]
    [InlineData("50%", "50%25/commit")]
    [InlineData("100%2F", "100%252F/commit")]
    [InlineData("a?b#c&d=e", "a%3Fb%23c%26d%3De/commit")]
    [InlineData("{b#id}", "%7Bb%23id%7D/commit")]
    [InlineData("Grüße 汉", "Gr%C3%BC%C3%9Fe%20%E6%B1%89/commit")]
    public void Result_InAPath_IsDataWhateverItHolds(string id, string path)
    {
        Assert.Equal(path, Resolved("{a#/id}/commit", null, JsonSerializer.Serialize(new { id }, SagaJson.Options)).Path);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("..;x=1")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("%2e%2e")]
    [InlineData("%252E%252E")]
    [InlineData("a%2F..%2Fb")]
    [InlineData("a\u0000b")]
    [InlineData("a\tb")]
    public void Result_ThatWouldLeadOutOfItsSegment_IsNotPutThere(string id)
    {
        Assert.Equal("'{a#/id}/commit' must not lead out of the participant's base URL, also not by what it refers to.", FaultOf("{a#/id}/commit", JsonSerializer.Serialize(new { id })));
    }

    [Theory]
    [InlineData("a/b", "find?id=a%2Fb")]
    [InlineData("..", "find?id=..")]
    [InlineData("a\\b", "find?id=a%5Cb")]
    public void Result_InAQuery_LeadsNowhere(string id, string path)
    {
        Assert.Equal(path, Resolved("find?id={a#/id}", null, JsonSerializer.Serialize(new { id })).Path);
    }

    [Fact]
    public void Results_TogetherTooLongForAPath_AreCountedAsTheyAreSent()
    {
        var id = new string('汉', 256);

        Assert.Equal("The path would have 4609 characters; 4096 are allowed.", FaultOf("{a#/id}/{a#/id}", JsonSerializer.Serialize(new { id })));
    }

    private static ResolvedCall Resolved(string path, string? body, string a) =>
        CallResolution.Of(new DeclaredCall("POST", path, body is null ? null : ForeignJson.Parse(body)), Known(a));

    private static string? FaultOf(string path, string a) => CallResolution.FaultOf(new DeclaredCall("POST", path), Known(a));

    private static KnownResults Known(string a) => new(name => name == "a" ? ForeignJson.Parse(a).ToElement() : null);
}
