using System.Reflection;
using Newtonsoft.Json;

namespace DurableTask.Core;

/// <summary>A failure as the history records it.</summary>
[method: JsonConstructor]
public class FailureDetails(
    string errorType,
    string errorMessage,
    string? stackTrace,
    FailureDetails? innerFailure,
    bool isNonRetriable,
    IDictionary<string, object?>? properties = null) : IEquatable<FailureDetails>
{
    public FailureDetails()
        : this("None", string.Empty, null, null, false)
    {
    }

    public FailureDetails(string errorType, string errorMessage, string? stackTrace, FailureDetails? innerFailure, bool isNonRetriable)
        : this(errorType, errorMessage, stackTrace, innerFailure, isNonRetriable, null)
    {
    }

    public FailureDetails(Exception e)
        : this(e, properties: null)
    {
    }

    public FailureDetails(Exception e, FailureDetails innerFailure)
        : this(e, innerFailure, null)
    {
    }

    public FailureDetails(Exception e, IDictionary<string, object?>? properties)
        : this(NameOf(e), e.Message, e.StackTrace, e.InnerException is null ? null : new(e.InnerException), false, properties)
    {
    }

    public FailureDetails(Exception e, FailureDetails innerFailure, IDictionary<string, object?>? properties)
        : this(NameOf(e), e.Message, e.StackTrace, innerFailure, false, properties)
    {
    }

    public string ErrorType { get; } = errorType;

    public string ErrorMessage { get; } = errorMessage;

    public string? StackTrace { get; } = stackTrace;

    public FailureDetails? InnerFailure { get; } = innerFailure;

    public bool IsNonRetriable { get; } = isNonRetriable;

    public IDictionary<string, object?>? Properties { get; } = properties;

    public bool IsCausedBy<T>()
        where T : Exception
    {
        var found = Type.GetType(ErrorType, throwOnError: false)
            ?? typeof(T).Assembly.GetType(ErrorType, throwOnError: false)
            ?? Assembly.GetCallingAssembly().GetType(ErrorType, throwOnError: false);
        return found is null
            ? AppDomain.CurrentDomain.GetAssemblies().Any(assembly => typeof(T).IsAssignableFrom(assembly.GetType(ErrorType)))
            : typeof(T).IsAssignableFrom(found);
    }

    public bool Equals(FailureDetails? other) => other is not null
        && ErrorType == other.ErrorType
        && ErrorMessage == other.ErrorMessage
        && StackTrace == other.StackTrace
        && Equals(InnerFailure, other.InnerFailure);

#nullable disable // Not annotated upstream.
    public override bool Equals(object other) => Equals(other as FailureDetails);
#nullable restore

    public override int GetHashCode() => HashCode.Combine(ErrorType, ErrorMessage, StackTrace, InnerFailure);

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private static string NameOf(Exception e) => e.GetType().FullName ?? e.GetType().Name;
}
