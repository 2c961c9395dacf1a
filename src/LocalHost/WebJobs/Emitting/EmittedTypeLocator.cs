using DurableSagas.LocalHost.Functions;
using Microsoft.Azure.WebJobs;

namespace DurableSagas.LocalHost.WebJobs.Emitting;

/// <summary>Names the one class that WebJobs looks for functions in; it is made when the app's functions are known.</summary>
internal sealed class EmittedTypeLocator(IFunctionCatalog catalog, EngineOptions options) : ITypeLocator
{
    private readonly Lazy<IReadOnlyList<Type>> _types =
        new(() => [EmittedFunctions.Emit(catalog.Functions.Where(function => !function.IsDisabled), options.FunctionTimeout)]);

    public IReadOnlyList<Type> GetTypes() => _types.Value;
}
