using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing.Tests.Purchasing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Tests.Readme;

/// <summary>What the kit's README shows, word by word.</summary>
public sealed class ReadmeTests
{
    private const string Code = "csharp\n";
    private const string Project = "xml\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Charge_NobodyKnowsWhetherItWasMade_IsGivenBack()
    {
        await using var host = await SagaTestHost.StartAsync(services => services.AddSingleton<Counts>());
        var counts = host.Services.GetRequiredService<Counts>();
        await counts.SetAsync("apple", 3);
        await counts.SetAsync("ann", 10);
        host.Approvals.On("ClerkApproval", new ApprovalAnswer(Approved: true, "kim"));
        host.Faults.On<ChargeCustomer>(Fault.Fails("no answer").AfterItsWork());

        var outcome = await host.RunAsync(PurchaseSaga.Definition, new Purchase("apple", "ann", Price: 3));

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(["ChargeCustomer", "TakeItem"], outcome.Undone);
        Assert.Equal((3, 10), (await counts.FindAsync("apple"), await counts.FindAsync("ann")));
    }

    [Fact]
    public async Task Approval_AnsweredNo_PutsTheItemBack()
    {
        await using var host = await StartAsync();

        await host.StartAsync(PurchaseSaga.Definition, new Purchase(), "purchase-1");
        await host.AnswerAsync("purchase-1", "ClerkApproval", approved: false, by: "kim", comment: "too dear");
        var outcome = await host.OutcomeOfAsync("purchase-1");

        Assert.Equal((SagaStatus.Compensated, "kim said no: too dear."), (outcome.Status, outcome.Reason));
        Assert.Equal(["TakeItem", "PutItemBack"], host.ActivityCalls);
    }

    [Fact]
    public async Task Parcel_ThatCannotBeSent_LeavesTheSagaStuckUntilThatIsMended()
    {
        await using var host = await StartAsync();
        host.Approvals.On("ClerkApproval", new ApprovalAnswer(Approved: true, "kim"));

        host.Faults.On<SendParcel>(Fault.Fails("no answer"));
        await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(PurchaseSaga.Definition, new Purchase(), "purchase-1"));
        Assert.Equal("SendParcel: no answer", host.View("purchase-1").Error);

        host.Faults.Mend<SendParcel>();
        Assert.Equal(SagaStatus.Completed, (await host.RewindAsync("purchase-1")).Status);
    }

    [Fact]
    public async Task Readme_EachOfItsExamples_IsRunByATest()
    {
        var tests = await Task.WhenAll(new[] { "Readme/ReadmeTests.cs", "Exploration/ExplorationTests.cs", "Purchasing/PurchaseSaga.cs" }.Select(ReadAsync));

        var examples = (await ExamplesAsync(Code)).Select(Trimmed).ToArray();

        Assert.Equal(5, examples.Length);
        Assert.All(examples, example => Assert.Contains(tests, test => Trimmed(test).Contains(example, StringComparison.Ordinal)));
    }

    // The template's is built and run by the tests of the packages.
    [Fact]
    public async Task Readme_TheProjectOfTests_IsTheTemplates()
    {
        var template = await ReadAsync("Readme/Shop.Tests.csproj");

        var shown = Assert.Single(await ExamplesAsync(Project));

        Assert.Equal(template.Trim(), shown.Trim());
    }

    private static async Task<IEnumerable<string>> ExamplesAsync(string language) =>
        (await ReadAsync("Readme/README.md")).Split("```").Where(part => part.StartsWith(language, StringComparison.Ordinal)).Select(part => part[language.Length..]);

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, file), Token);

    private static string Trimmed(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim())).Trim();

    private static async Task<SagaTestHost> StartAsync()
    {
        var host = await SagaTestHost.StartAsync(services => services.AddSingleton<Counts>());
        var counts = host.Services.GetRequiredService<Counts>();
        await counts.SetAsync("apple", 3);
        await counts.SetAsync("ann", 10);
        await counts.SetAsync("parcels", 0);
        return host;
    }
}
