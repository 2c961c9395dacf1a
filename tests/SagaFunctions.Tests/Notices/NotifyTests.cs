using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Definitions;

namespace DurableSagas.SagaFunctions.Tests.Notices;

/// <summary>Starts that say who is to be told.</summary>
public sealed class NotifyTests(AzuriteTables azurite)
{
    private const string Counted = """{"by":1,"notify":"{{receiver}}"}""";
    private const string Declared = """{"protocol":"saga","name":"pay","notify":"{{receiver}}","steps":[{"name":"take","participant":"bank","action":{"method":"POST","path":"take"}}]}""";

    [Theory]
    [InlineData("billing")]
    [InlineData("BILLING")]
    public async Task Start_NamesAReceiver_ItIsKeptWithTheSagaAndIsNoPartOfItsRequest(string receiver)
    {
        var app = await StoredApp.CreateAsync(azurite);

        var answer = await app.StartAsync("counted", Counted.Replace("{{receiver}}", receiver, StringComparison.Ordinal));

        Assert.Equal(202, answer.Status);
        Assert.Equal("billing", app.Scheduled[^1].Options.Tags["notify"]);
        Assert.False((await app.ViewAsync()).Request!.Value.TryGetProperty("notify", out _));
    }

    [Fact]
    public async Task Transaction_NamesAReceiver_ItIsKeptWithTheSaga()
    {
        var app = await StoredApp.CreateAsync(azurite);

        await app.DeclareAsync(Declared.Replace("{{receiver}}", "billing", StringComparison.Ordinal));

        Assert.Equal("billing", app.Scheduled[^1].Options.Tags["notify"]);
    }

    [Theory]
    [InlineData("\"https://evil.example/\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"url":"https://evil.example/"}""")]
    public async Task Start_NamesNoReceiver_IsABadRequestThatSaysWhichThereAre(string notify)
    {
        var app = await StoredApp.CreateAsync(azurite);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.StartAsync("counted", Counted.Replace("\"{{receiver}}\"", notify, StringComparison.Ordinal)));

        Assert.Equal(["Expected the name of a receiver that is registered: billing."], problem.Errors!["notify"]);
        Assert.Empty(app.Scheduled);
    }

    [Fact]
    public async Task Start_WithTheSameKeyAndAnotherReceiver_IsRefused()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.StartAsync("counted", Counted.Replace("{{receiver}}", "billing", StringComparison.Ordinal), "key-1");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.StartAsync("counted", Counted.Replace(",\"notify\":\"{{receiver}}\"", string.Empty, StringComparison.Ordinal), "key-1"));

        Assert.Equal(422, (int)problem.Status);
    }
}
