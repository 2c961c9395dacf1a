using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Http;

public sealed class BadRequestTests(AppHost host)
{
    private const string Lines = """[{"sku":"sku-1","quantity":2,"unitPrice":10.00}]""";

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("\"order\"", "$")]
    [InlineData("""{"orderId":""", "$")]
    [InlineData("""{"orderId":"o-1","orderId":"o-2"}""", "orderId")]
    [InlineData("""{"orderId":"o-1","OrderId":"o-2"}""", "OrderId")]
    [InlineData("""{"orderId":"\ud800"}""", "$")]
    public async Task Start_NotAnObjectOfJson_SaysWhere(string body, string field)
    {
        var answer = await host.App.PostAsync(Shop.Sagas, body);

        AssertNames(answer, field);
    }

    [Theory]
    [InlineData("orderId", "7", "orderId")]
    [InlineData("orderId", "null", "orderId")]
    [InlineData("orderId", "\"\"", "orderId")]
    [InlineData("orderId", "\"a b\"", "orderId")]
    [InlineData("customerId", "\"a/b\"", "customerId")]
    [InlineData("address", "\"\"", "address")]
    [InlineData("address", "{}", "address")]
    [InlineData("lines", "[]", "lines")]
    [InlineData("lines", "{}", "lines")]
    [InlineData("lines", "null", "lines")]
    [InlineData("lines", "[null]", "lines[0]")]
    [InlineData("lines", "[7]", "lines[0]")]
    [InlineData("note", "\"hello\"", "note")]
    public async Task Start_BadField_NamesIt(string member, string value, string field)
    {
        var members = new Dictionary<string, string> { ["orderId"] = "\"o-1\"", ["customerId"] = "\"c-1\"", ["lines"] = Lines, ["address"] = "\"here\"", [member] = value };

        var answer = await host.App.PostAsync(Shop.Sagas, Document(members));

        AssertNames(answer, field);
    }

    [Theory]
    [InlineData("orderId")]
    [InlineData("customerId")]
    [InlineData("lines")]
    [InlineData("address")]
    public async Task Start_MissingField_NamesIt(string field)
    {
        var members = new Dictionary<string, string> { ["orderId"] = "\"o-1\"", ["customerId"] = "\"c-1\"", ["lines"] = Lines, ["address"] = "\"here\"" };
        members.Remove(field);

        var answer = await host.App.PostAsync(Shop.Sagas, Document(members));

        AssertNames(answer, field);
        Assert.DoesNotContain("DurableSagas", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sku", "\"bad sku!\"")]
    [InlineData("sku", "\"sku-1\\n\"")]
    [InlineData("sku", "\"-sku\"")]
    [InlineData("sku", "null")]
    [InlineData("quantity", "-1")]
    [InlineData("quantity", "0")]
    [InlineData("quantity", "1.5")]
    [InlineData("quantity", "\"2\"")]
    [InlineData("quantity", "99999999999")]
    [InlineData("quantity", "null")]
    [InlineData("unitPrice", "-0.01")]
    [InlineData("unitPrice", "0.001")]
    [InlineData("unitPrice", "\"10.00\"")]
    [InlineData("unitPrice", "1e30")]
    [InlineData("unitPrice", "true")]
    public async Task Start_BadLine_NamesItsField(string member, string value)
    {
        var second = new Dictionary<string, string> { ["sku"] = "\"sku-1\"", ["quantity"] = "1", ["unitPrice"] = "1.00", [member] = value };
        var members = new Dictionary<string, string> { ["orderId"] = "\"o-1\"", ["customerId"] = "\"c-1\"", ["lines"] = $$"""[{"sku":"sku-1","quantity":2,"unitPrice":10.00},{{Document(second)}}]""", ["address"] = "\"here\"" };

        var answer = await host.App.PostAsync(Shop.Sagas, Document(members));

        AssertNames(answer, $"lines[1].{member}");
    }

    [Fact]
    public async Task Start_SeveralFaults_NamesThemAll()
    {
        var answer = await host.App.PostAsync(Shop.Sagas, """{"orderId":"","customerId":"c 1","lines":[{"sku":"?","quantity":-1,"unitPrice":-1}],"address":""}""");

        AssertNames(answer, "orderId", "customerId", "address", "lines[0].sku", "lines[0].quantity", "lines[0].unitPrice");
    }

    [Theory]
    [InlineData("""{"PackOrder":"fail"}""", "faults.PackOrder")]
    [InlineData("""{"ShipOrder":"explode"}""", "faults.ShipOrder")]
    [InlineData("""{"ShipOrder":"fail:0"}""", "faults.ShipOrder")]
    [InlineData("""{"ShipOrder":"fail:-1"}""", "faults.ShipOrder")]
    [InlineData("""{"ShipOrder":3}""", "faults.ShipOrder")]
    [InlineData("\"fail\"", "faults")]
    [InlineData("null", "faults")]
    public async Task Start_UnknownFault_NamesIt(string faults, string field)
    {
        var members = new Dictionary<string, string> { ["orderId"] = "\"o-1\"", ["customerId"] = "\"c-1\"", ["lines"] = Lines, ["address"] = "\"here\"", ["faults"] = faults };

        var answer = await host.App.PostAsync(Shop.Sagas, Document(members));

        AssertNames(answer, field);
    }

    [Fact]
    public async Task Start_NotUtf8_SaysWhere()
    {
        using var body = new ByteArrayContent([.. "{\"orderId\":\""u8, 0xFF, .. "\"}"u8]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var answer = await host.App.SendAsync(HttpMethod.Post, Shop.Sagas, body, null);

        AssertNames(answer, "$");
    }

    [Fact]
    public async Task Start_BodyOverOneMegabyte_IsTooLarge()
    {
        var answer = await host.App.PostAsync(Shop.Sagas, $$"""{"orderId":"{{new string('o', 1024 * 1024)}}"}""");

        var problem = answer.Expect(HttpStatusCode.RequestEntityTooLarge).Json;
        Assert.Equal("The body is larger than 1048576 bytes.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Start_NestedDeeply_IsRefused()
    {
        var answer = await host.App.PostAsync(Shop.Sagas, string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000));

        AssertNames(answer, "$");
    }

    [Theory]
    [InlineData("stock/sku-1", """{"onHand":-1}""", "onHand")]
    [InlineData("stock/sku-1", """{"onHand":"many"}""", "onHand")]
    [InlineData("stock/sku-1", "{}", "onHand")]
    [InlineData("stock/sku-1", """{"onHand":1,"reserved":1}""", "reserved")]
    [InlineData("stock/bad%20sku", """{"onHand":1}""", "sku")]
    [InlineData("customers/c-1", """{"balance":-0.01}""", "balance")]
    [InlineData("customers/c-1", """{"balance":0.001}""", "balance")]
    [InlineData("customers/c-1", """{"balance":"1.00"}""", "balance")]
    [InlineData("customers/bad%20id", """{"balance":1}""", "id")]
    public async Task Put_BadField_NamesIt(string path, string body, string field)
    {
        var answer = await host.App.PutAsync($"api/{path}", body);

        AssertNames(answer, field);
    }

    [Theory]
    [InlineData("sagas?from=1.2", "from")]
    [InlineData("sagas?to=10:00", "to")]
    [InlineData("sagas?from=01/02/2026", "from")]
    [InlineData("sagas?from=2026-02-01&to=20260131T000000Z", "from")]
    [InlineData("sagas?nam=order-fulfilment", "nam")]
    [InlineData("sagas/some-id?consistncy=strong", "consistncy")]
    [InlineData("saga-counts?name=order-fulfilment", "name")]
    [InlineData("sagas?name=nosuch", "name")]
    [InlineData("approvals?name=nosuch", "name")]
    [InlineData("approvals?status=Running", "status")]
    public async Task Query_BadOrUnknownMember_NamesIt(string path, string field)
    {
        var answer = await host.App.GetAsync($"api/{path}");

        AssertNames(answer, field);
    }

    [Fact]
    public async Task PutFaults_UnknownFault_NamesItAndLeavesTheFaultsAsTheyWere()
    {
        var shop = await Shop.OpenAsync(host.App);
        var saga = await shop.RunAsync(shop.Order());

        var answer = await host.App.PutAsync($"api/sagas/{saga.Id}/faults", """{"ShipOrder":"explode"}""");

        AssertNames(answer, "ShipOrder");
    }

    private static string Document(IReadOnlyDictionary<string, string> members) =>
        new StringBuilder("{").AppendJoin(',', members.Select(member => $"\"{member.Key}\":{member.Value}")).Append('}').ToString();

    private static void AssertNames(Answer answer, params string[] fields)
    {
        var problem = answer.Expect(HttpStatusCode.BadRequest).Json;
        Assert.Equal("application/problem+json", answer.Header("Content-Type")!.Split(';')[0]);
        Assert.Equal(("Bad Request", 400), (problem.GetProperty("title").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.Equal(fields.Order(), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        Assert.All(fields, field => Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal));
    }
}
