namespace DurableSagas.DurableTask.Sqlite;

/// <summary>The task hub could not record or read something; nothing was changed, and the caller may ask again.</summary>
public sealed class TaskHubUnavailableException(string message, Exception? innerException = null)
    : IOException(message, innerException);
