namespace DurableSagas.LocalHost.Azurite;

/// <summary>Azurite could not be started; the message says what to install or start.</summary>
internal sealed class AzuriteException(string message, Exception? innerException = null) : Exception(message, innerException);
