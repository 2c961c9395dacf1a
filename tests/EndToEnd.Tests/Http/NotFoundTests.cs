using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Http;

public sealed class NotFoundTests(AppHost host)
{
    [Theory]
    [InlineData("nobody")]
    [InlineData("0197f1f0c0de4bd5a3f1e2d3c4b5a697")]
    [InlineData("it's%20%40nobody")]
    public async Task GetSaga_UnknownId_IsNotFoundAndNamesIt(string id)
    {
        var answer = await host.App.GetAsync($"api/sagas/{id}");

        AssertProblem(answer, $"There is no saga '{Uri.UnescapeDataString(id)}'.");
        Assert.Equal(Uri.UnescapeDataString(id), answer.Json.GetProperty("instanceId").GetString());
    }

    [Fact]
    public async Task PutFaults_UnknownId_IsNotFound()
    {
        var answer = await host.App.PutAsync("api/sagas/nobody/faults", "{}");

        AssertProblem(answer, "There is no saga 'nobody'.");
    }

    [Fact]
    public async Task Start_UnknownName_IsNotFoundAndNamesWhatThereIs()
    {
        var answer = await host.App.PostAsync("api/sagas/order-fulfillment", "{}");

        Assert.StartsWith("There is no saga 'order-fulfillment'. There are: ", answer.Expect(HttpStatusCode.NotFound).Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("order-fulfilment", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stock", "There is no article '{0}'.")]
    [InlineData("customers", "There is no customer '{0}'.")]
    [InlineData("payments", "There is no payment for order '{0}'.")]
    [InlineData("shipments", "There is no shipment of order '{0}'.")]
    [InlineData("receipts", "There is no receipt for order '{0}'.")]
    public async Task Get_UnknownRecord_IsNotFound(string records, string detail)
    {
        var id = Shop.NewId("unknown");

        var answer = await host.App.GetAsync($"api/{records}/{id}");

        AssertProblem(answer, detail.Replace("{0}", id, StringComparison.Ordinal));
    }

    private static void AssertProblem(Answer answer, string detail)
    {
        var problem = answer.Expect(HttpStatusCode.NotFound).Json;
        Assert.Equal("application/problem+json", answer.Header("Content-Type")!.Split(';')[0]);
        Assert.Equal(("Not Found", 404, detail), (problem.GetProperty("title").GetString(), problem.GetProperty("status").GetInt32(), problem.GetProperty("detail").GetString()));
    }
}
