namespace DurableSagas.LocalHost.Settings;

/// <summary>The host refuses to start; the message says what is wrong and what to do.</summary>
internal class HostStartException(string message, Exception? innerException = null) : Exception(message, innerException);
