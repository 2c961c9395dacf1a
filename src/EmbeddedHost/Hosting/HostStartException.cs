namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>The host refuses to start; the message says what is wrong and what to do.</summary>
internal class HostStartException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The message alone: it is meant for whoever starts the app, and where in the host it was thrown says nothing more.</summary>
    public sealed override string ToString() => Message;
}
