using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Calls;

namespace DurableSagas.Sagas.Tests.Declared;

public sealed class CallPathTests
{
    [Theory]
    [InlineData("")]
    [InlineData("orders/7")]
    [InlineData("orders/a:b")]
    [InlineData("orders/{a#/b:c d\\}/x")]
    [InlineData("orders?from=//x:y/../z")]
    [InlineData("orders/...")]
    [InlineData("orders/.x;..")]
    public void Path_BelowTheBase_IsAccepted(string path) => Assert.Null(CallPath.FaultOf(path));

    [Theory]
    [InlineData("/orders")]
    [InlineData("orders//7")]
    [InlineData("http:orders")]
    [InlineData("orders\\7")]
    [InlineData("orders#7")]
    [InlineData("orders 7")]
    [InlineData("orders?x=\u0000")]
    public void Path_ThatIsNotRelativeOrHoldsWhatItMayNot_IsRefused(string path) => Assert.Equal(
        $"'{path}' must be relative to the participant's base URL, without '\\', '#' or space, without '//' before its query, and without ':' in its first segment.",
        CallPath.FaultOf(path));

    [Theory]
    [InlineData("orders/{a#/id")]
    [InlineData("orders/a#/id}")]
    [InlineData("orders/{")]
    [InlineData("orders/}")]
    public void Path_WithHalfAReference_IsRefused(string path) => Assert.NotNull(CallPath.FaultOf(path));

    [Fact]
    public void Path_WithABraceAlone_SaysHowAReferenceLooks() =>
        Assert.Equal("'orders/{id' has a brace without its other half; a reference is '{step#/json/pointer}' or '{$parameter}'.", CallPath.FaultOf("orders/{id"));

    [Theory]
    [InlineData("..")]
    [InlineData("orders/../x")]
    [InlineData("./orders")]
    [InlineData("orders/.;a=b/x")]
    [InlineData("orders/%2e%2E/x")]
    [InlineData("orders/%252e/x")]
    [InlineData("orders/a%2fb")]
    [InlineData("orders/%2fb")]
    [InlineData("orders/a%5Cb")]
    [InlineData("orders/a%00b")]
    [InlineData("orders/a%252F..")]
    public void Path_ThatLeadsAway_IsRefused(string path) =>
        Assert.Equal($"'{path}' must not lead out of the participant's base URL, also not by what it refers to.", CallPath.FaultOf(path));

    [Theory]
    [InlineData(4096, null)]
    [InlineData(4097, "The path would have 4097 characters; 4096 are allowed.")]
    public void Path_AtItsLimit_IsCounted(int length, string? fault) => Assert.Equal(fault, CallPath.FaultOf(new string('x', length)));

    [Fact]
    public void Path_TooLongAndLeadingAway_IsTooLong() => Assert.Equal("The path would have 4099 characters; 4096 are allowed.", CallPath.FaultOf($"../{new string('x', 4096)}"));
}
