namespace DurableSagas.Sagas;

/// <summary>Ids of sagas that are steps of others, and of the instances that undo them.</summary>
public static class SubSagaId
{
    private const char Separator = ':';
    /// <summary>The name that no sub-saga can have: its id would be that of a run that undoes one.</summary>
    internal const string Reserved = "undo";

    private const string UndoSuffix = ":" + Reserved;

    /// <summary>The id of the saga that a step of this name is.</summary>
    public static string Of(string parent, string name) => $"{parent}{Separator}{name}";

    /// <summary>The saga that one of this id is a step of, and its own name, if it is a sub-saga at all.</summary>
    /// <returns>No parent when the id is none of a sub-saga's; the whole id is the name then.</returns>
    public static (string? Parent, string Name) Parts(string id) =>
        id.LastIndexOf(Separator) is > 0 and var at ? (id[..at], id[(at + 1)..]) : (null, id);

    /// <summary>The id of the instance that undoes a sub-saga, if it is undone at all.</summary>
    public static string UndoInstanceOf(string subSaga) => $"{subSaga}{UndoSuffix}";

    internal static bool IsUndoInstance(string instanceId) => instanceId.EndsWith(UndoSuffix, StringComparison.Ordinal);

    /// <summary>The saga that an instance runs or undoes.</summary>
    internal static string SagaOf(string instanceId) => IsUndoInstance(instanceId) ? instanceId[..^UndoSuffix.Length] : instanceId;
}
