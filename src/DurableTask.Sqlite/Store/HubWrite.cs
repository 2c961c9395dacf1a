namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>One change of the task hub: committed whole, together with others, or not at all.</summary>
internal abstract class HubWrite
{
    /// <summary>Inside the transaction; asked again when the batch is repeated without another's failed change.</summary>
    public abstract void Apply(HubRows rows);

    /// <summary>After the commit, in the order of the changes; must not wait.</summary>
    public abstract void Committed();

    /// <summary>Nothing of the change was recorded.</summary>
    public abstract void Failed(Exception failure);
}
