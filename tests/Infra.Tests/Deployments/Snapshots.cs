using System.Text.Json.Nodes;
using DurableSagas.Infra.Tests.Commands;

namespace DurableSagas.Infra.Tests.Deployments;

/// <summary>The template, evaluated by the Bicep CLI with parameters of several kinds.</summary>
public sealed class Snapshots : IDisposable
{
    private const string Parameters = "tests/Infra.Tests/Parameters";

    private readonly RepositoryCopy _copy = new("host.json", "infra", Parameters);
    private readonly Lazy<Task<Deployment>> _faultsInProduction;
    private readonly Lazy<Task<Deployment>> _otherChoices;
    private readonly Lazy<Task<Deployment>> _sample;

    public Snapshots()
    {
        _faultsInProduction = new(() => EvaluateAsync($"{Parameters}/faults-in-production.bicepparam"));
        _otherChoices = new(() => EvaluateAsync($"{Parameters}/other-choices.bicepparam"));
        _sample = new(() => EvaluateAsync("infra/main.bicepparam"));
    }

    internal Task<Deployment> FaultsInProductionAsync => _faultsInProduction.Value;

    /// <summary>A scheduler, private storage, faults: what the sample has not.</summary>
    internal Task<Deployment> OtherChoicesAsync => _otherChoices.Value;

    internal Task<Deployment> SampleAsync => _sample.Value;

    public void Dispose() => _copy.Dispose();

    private async Task<Deployment> EvaluateAsync(string parameters)
    {
        var result = await Bicep.RunAsync(_copy.Folder, "snapshot", parameters, "--subscription-id", Guid.Empty.ToString(), "--resource-group", "rg-sagas", "--location", "westeurope");
        Assert.True(result.ExitCode == 0, result.Errors);
        var snapshot = await File.ReadAllTextAsync(_copy.File(Path.ChangeExtension(parameters, "snapshot.json")), TestContext.Current.CancellationToken);
        return new Deployment(JsonNode.Parse(snapshot)!);
    }
}
