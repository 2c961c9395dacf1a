using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Running;

/// <summary>Writes an exception as it stands in histories.</summary>
internal static class Failures
{
    public static TaskFailureDetails Of(Exception exception) => new()
    {
        ErrorType = exception.GetType().FullName,
        ErrorMessage = exception.Message,
        StackTrace = exception.StackTrace,
        InnerFailure = exception.InnerException is { } inner ? Of(inner) : null,
    };
}
