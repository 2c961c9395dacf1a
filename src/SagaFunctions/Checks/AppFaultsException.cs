using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Checks;

/// <summary>The app cannot start; every fault is named, so that all are mended at once.</summary>
internal sealed class AppFaultsException(IReadOnlyList<string> faults) : Exception(Report(faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;

    /// <exception cref="AppFaultsException">There is at least one.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new AppFaultsException(faults);
        }
    }

    /// <summary>What an author is to read when the app cannot start; null when it is no fault of hers.</summary>
    public static string? ReportOf(Exception exception) => exception switch
    {
        AppFaultsException faulty => faulty.Message,
        OptionsValidationException settings => Report([.. settings.Failures]),
        _ => null,
    };

    private static string Report(IReadOnlyList<string> faults) =>
        $"The app cannot start; it has {faults.Count} fault(s):{string.Concat(faults.Select(fault => $"\n- {fault}"))}";
}
