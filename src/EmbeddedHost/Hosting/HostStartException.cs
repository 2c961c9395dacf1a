namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>The host refuses to start; the message says what is wrong and what to do.</summary>
internal sealed class HostStartException(string message, Exception? innerException = null) : Exception(message, innerException);
