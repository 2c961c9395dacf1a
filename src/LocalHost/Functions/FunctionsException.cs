namespace DurableSagas.LocalHost.Functions;

/// <summary>The app's functions cannot be run by this host; the message names them and says what to do.</summary>
internal sealed class FunctionsException(string message) : Exception(message);
