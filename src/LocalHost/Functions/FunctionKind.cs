namespace DurableSagas.LocalHost.Functions;

/// <summary>What starts a function.</summary>
internal enum FunctionKind
{
    /// <summary>A trigger that this host does not know; allowed only where the function is disabled.</summary>
    Unsupported,
    Activity,
    Entity,
    Http,
    Orchestration,
    Queue,
    Timer,
}
