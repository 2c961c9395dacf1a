using System.Text;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;

namespace DurableSagas.SagaFunctions.Tests.Operators;

public sealed class ClientPrincipalTests
{
    private static readonly OperatorRule _rule = new(new OperatorSettings(null, "Operator", IsOpen: false));

    private static readonly string[] _values = ["null", "true", "7", "\"x\"", "[]", "[null]", "[7]", "[[]]", "[{}]", """[{"typ":null,"val":null}]""", """[{"typ":7}]""", """[{"typ":"roles"}]""", """[null,{"typ":"roles","val":"Reader"}]""", "{}"];

    public static TheoryData<string> Strangers => new(
    [
        "", "not base64", "AAAA", Convert.ToBase64String([0xff, 0xfe]), new string('A', 40_000),
        .. _values.Select(Encoded),
        .. _values.Select(claims => Encoded($$"""{"claims":{{claims}}}""")),
        .. _values.Select(type => Encoded($$"""{"role_typ":{{type}},"claims":[null]}""")),
        .. _values.Select(type => Encoded($$"""{"name_typ":{{type}},"claims":[null,{}]}""")),
    ]);

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Principal_OfAnyShape_IsNoOperatorAndNobodyAndNoFault(string header) =>
        Assert.Equal((false, null), (_rule.IsOperator(Showing(header)), _rule.NameOf(Showing(header))));

    [Theory]
    [InlineData("""{"claims":[null,{"typ":"roles","val":"Operator"}]}""")]
    [InlineData("""{"role_typ":"r","claims":[{"typ":"r","val":"Operator"}]}""")]
    public void Principal_WithTheRole_IsAnOperator(string principal) => Assert.True(_rule.IsOperator(Showing(Encoded(principal))));

    private static string Encoded(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    private static Request Showing(string header) => new Request(new Invocation()).With(ClientPrincipal.Header, header);
}
