namespace DurableSagas.DurableTask.Sqlite;

/// <summary>A file was refused as task hub; it was left as it is.</summary>
public sealed class TaskHubOpenException(string message, Exception? innerException = null)
    : IOException(message, innerException);
