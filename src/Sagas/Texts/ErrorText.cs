using System.Net.Sockets;

namespace DurableSagas.Sagas.Texts;

/// <summary>What views, histories and events tell of an error: not what only the log is to know.</summary>
public static class ErrorText
{
    /// <summary>Of an operation that was given up without an error.</summary>
    internal const string StillPending = "still pending at its deadline";

    /// <summary>The exception's message; of one that comes from the network only what went wrong there, since its message names addresses.</summary>
    public static string Of(Exception exception) => SocketErrorIn(exception) is { } error ? $"No connection: {error}." : exception.Message;

    private static SocketError? SocketErrorIn(Exception? exception) => exception switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        AggregateException many => many.InnerExceptions.Select(SocketErrorIn).FirstOrDefault(error => error is not null),
        _ => SocketErrorIn(exception.InnerException),
    };
}
