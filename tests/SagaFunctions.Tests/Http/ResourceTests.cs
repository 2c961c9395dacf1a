using System.Net;
using System.Text;
using DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;
using DurableSagas.SagaFunctions.Composition;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class ResourceTests
{
    private static readonly ServiceProvider _services = new ServiceCollection().AddSingleton<RequestValidation>().AddWorkflows(ExampleApp.Functions).BuildServiceProvider();

    private readonly List<string> _asked = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_OfWhatThereIs_AnswersIt()
    {
        var answer = await Resource.GetAsync(RequestOf(), "article", "sku-1", FindAsync, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"sku":"sku-1","onHand":5,"reserved":0}""", TextOf(answer));
    }

    [Fact]
    public async Task Get_OfWhatThereIsNot_Is404AndNamesIt()
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => Resource.GetAsync(RequestOf(), "payment for order", "none", FindAsync, Token));

        Assert.Equal((HttpStatusCode.NotFound, "There is no payment for order 'none'."), (problem.Status, problem.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no id")]
    [InlineData("a'b")]
    public async Task Key_ThatIsNoIdentifier_IsRefusedByItsNameInTheRouteBeforeAnythingIsAsked(string sku)
    {
        var get = await Assert.ThrowsAsync<ProblemException>(() => Resource.GetAsync(RequestOf(), "article", sku, FindAsync, Token));
        var put = await Assert.ThrowsAsync<ProblemException>(() => Resource.PutAsync<string, StockCount>(RequestOf("not JSON"), sku, PutAsync, Token));

        Assert.All([get, put], problem => Assert.Equal((HttpStatusCode.BadRequest, Identifiers.Expected), (problem.Status, Assert.Single(problem.Errors!["sku"]))));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Put_OfABodyThatItsValidatorAccepts_KeepsItAndHasNothingToSay()
    {
        var answer = await Resource.PutAsync<string, StockCount>(RequestOf("""{"onHand":7}"""), "sku-1", PutAsync, Token);

        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.StatusCode, TextOf(answer)));
        Assert.Equal(["sku-1: 7"], _asked);
    }

    [Theory]
    [InlineData("""{"onHand":-1}""", "The request is not valid: onHand: Expected 0 to 1000000000, found -1.")]
    [InlineData("""{"onHand":1000000001}""", "The request is not valid: onHand: Expected 0 to 1000000000, found 1000000001.")]
    [InlineData("{}", "The request is not valid: onHand: It is missing.")]
    public async Task Put_OfABodyThatItsValidatorRefuses_KeepsNothing(string body, string expected)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => Resource.PutAsync<string, StockCount>(RequestOf(body), "sku-1", PutAsync, Token));

        Assert.Equal((HttpStatusCode.BadRequest, expected), (problem.Status, problem.Message));
        Assert.Empty(_asked);
    }

    private static Request RequestOf(string body = "") => new(new Invocation { InstanceServices = _services }, body: body);

    private static string TextOf(HttpResponseData answer) => Encoding.UTF8.GetString(((MemoryStream)answer.Body).ToArray());

    private Task<StockLevel?> FindAsync(string sku, CancellationToken cancellationToken)
    {
        _asked.Add(sku);
        return Task.FromResult(sku == "none" ? null : new StockLevel(sku, 5, 0));
    }

    private Task PutAsync(string sku, StockCount count, CancellationToken cancellationToken)
    {
        _asked.Add($"{sku}: {count.OnHand}");
        return Task.CompletedTask;
    }
}
