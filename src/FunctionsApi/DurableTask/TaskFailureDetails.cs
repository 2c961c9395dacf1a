using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using DurableTask.Core;

namespace Microsoft.DurableTask;

/// <summary>A failure as it crosses the history: the exception's type and message, not the exception.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is null ? null : FromException(exception.InnerException),
            null);
    }

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T), Assembly.GetCallingAssembly());

    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        return typeof(Exception).IsAssignableFrom(targetBaseExceptionType)
            ? IsCausedBy(targetBaseExceptionType, Assembly.GetCallingAssembly())
            : throw new ArgumentException(
                $"'{targetBaseExceptionType}' is not a type of exception.", nameof(targetBaseExceptionType));
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    [return: NotNullIfNotNull(nameof(details))]
    internal static TaskFailureDetails? FromCore(FailureDetails? details) => details is null
        ? null
        : new(details.ErrorType, details.ErrorMessage, details.StackTrace, FromCore(details.InnerFailure), details.Properties);

    internal FailureDetails ToCore() =>
        new(ErrorType, ErrorMessage, StackTrace, InnerFailure?.ToCore(), isNonRetriable: false, Properties);

    private bool IsCausedBy(Type target, Assembly caller) =>
        !string.IsNullOrEmpty(ErrorType) && target.IsAssignableFrom(FindErrorType(target, caller));

    private Type? FindErrorType(Type target, Assembly caller) =>
        Type.GetType(ErrorType, throwOnError: false)
            ?? target.Assembly.GetType(ErrorType, throwOnError: false)
            ?? caller.GetType(ErrorType, throwOnError: false)
            ?? FindLoadedErrorType();

    private Type? FindLoadedErrorType()
    {
        var found = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
            .OfType<Type>()
            .ToList();
        return found.Count <= 1
            ? found.SingleOrDefault()
            : throw new AmbiguousMatchException(
                $"'{ErrorType}' is a type in {found.Count} loaded assemblies: {string.Join(", ", found.Select(type => type.Assembly.GetName().Name))}.");
    }
}
