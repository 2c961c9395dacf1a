using DurableSagas.EmbeddedHost.Hosting;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Functions of the app are declared wrongly; all faults are told together.</summary>
internal sealed class FunctionCatalogException(IReadOnlyList<string> faults)
    : HostStartException($"The app's functions cannot be run:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", faults)}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
