using System.Reflection.Emit;
using DurableSagas.LocalHost.Functions;
using Microsoft.Azure.WebJobs;

namespace DurableSagas.LocalHost.WebJobs.Emitting;

/// <summary>Attributes for emitted code.</summary>
internal static class FunctionAttributes
{
    public static CustomAttributeBuilder NoAutomaticTrigger() => Make(typeof(NoAutomaticTriggerAttribute), []);

    public static CustomAttributeBuilder Timeout(TimeSpan limit) => Make(
        typeof(TimeoutAttribute),
        [limit.ToString("c")],
        (nameof(TimeoutAttribute.ThrowOnTimeout), true),
        (nameof(TimeoutAttribute.TimeoutWhileDebugging), true));

    public static CustomAttributeBuilder Retry(FunctionRetry retry) => retry.Maximum is { } maximum
        ? Make(typeof(ExponentialBackoffRetryAttribute), [retry.MaxRetries, retry.Pause.ToString("c"), maximum.ToString("c")])
        : Make(typeof(FixedDelayRetryAttribute), [retry.MaxRetries, retry.Pause.ToString("c")]);

    /// <summary>Properties whose value is null are left as they are.</summary>
    public static CustomAttributeBuilder Make(Type attribute, object[] arguments, params (string Name, object? Value)[] properties)
    {
        var set = properties.Where(property => property.Value is not null).ToList();
        return new CustomAttributeBuilder(
            attribute.GetConstructor([.. arguments.Select(argument => argument.GetType())])!,
            arguments,
            [.. set.Select(property => attribute.GetProperty(property.Name)!)],
            [.. set.Select(property => property.Value)]);
    }
}
