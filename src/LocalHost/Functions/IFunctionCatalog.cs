namespace DurableSagas.LocalHost.Functions;

/// <summary>The app's functions; known once the worker has announced them, which is before Kestrel listens.</summary>
internal interface IFunctionCatalog
{
    /// <summary>By name, disabled ones included.</summary>
    IReadOnlyList<AppFunction> Functions { get; }

    AppFunction? Find(string name);
}
