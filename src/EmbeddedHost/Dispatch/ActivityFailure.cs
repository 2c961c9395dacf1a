using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>An activity's failure in the words of the Functions host.</summary>
internal static class ActivityFailure
{
    // The Functions host cannot tell the exception's type with the worker's defaults, and writes this.
    private const string UnknownType = "(unknown)";

    public static (string Reason, FailureDetails Details) Of(string activity, Exception failure) => (
        $"Function '{activity}' failed with an unhandled exception.",
        new FailureDetails(UnknownType, failure.Message, failure.StackTrace, null, isNonRetriable: false));

    public static (string Reason, FailureDetails Details) NotFound(string activity, IEnumerable<string> known)
    {
        var reason =
            $"The function '{activity}' doesn't exist, is disabled, or is not an activity function. Additional info: "
            + $"The following are the known activity functions: {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase).Select(name => $"'{name}'"))}.";
        return (reason, new FailureDetails(UnknownType, reason, null, null, isNonRetriable: true));
    }
}
