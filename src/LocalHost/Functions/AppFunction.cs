namespace DurableSagas.LocalHost.Functions;

/// <summary>One function of the app, as its worker announced it.</summary>
internal sealed record AppFunction
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The assembly that it stands in, relative to the app's folder.</summary>
    public required string ScriptFile { get; init; }

    public required string EntryPoint { get; init; }

    public required FunctionKind Kind { get; init; }

    public required FunctionBinding Trigger { get; init; }

    /// <summary>All of them, the trigger included, in the order in which they were announced.</summary>
    public required IReadOnlyList<FunctionBinding> Bindings { get; init; }

    public FunctionRetry? Retry { get; init; }

    /// <summary>By the setting <c>AzureWebJobs.NAME.Disabled</c>: not started, not routed, refused by the admin API.</summary>
    public bool IsDisabled { get; init; }
}
