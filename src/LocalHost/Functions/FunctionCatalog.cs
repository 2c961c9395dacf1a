namespace DurableSagas.LocalHost.Functions;

/// <summary>Filled once, by the first worker; a worker that is started again is the same app.</summary>
internal sealed class FunctionCatalog : IFunctionCatalog
{
    private Dictionary<string, AppFunction>? _byName;

    public IReadOnlyList<AppFunction> Functions { get; private set; } = [];

    public AppFunction? Find(string name) => _byName?.GetValueOrDefault(name);

    public void Fill(IReadOnlyList<AppFunction> functions)
    {
        Functions = functions;
        _byName = functions.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
    }
}
