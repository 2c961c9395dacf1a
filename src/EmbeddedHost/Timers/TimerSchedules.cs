using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Timers;

/// <summary>The schedules of all timer functions, read when the host starts so that a wrong one is told then.</summary>
internal sealed class TimerSchedules
{
    private readonly Dictionary<string, TimerSchedule> _schedules = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FunctionCatalogException">A schedule cannot be read, or names a setting that is not set.</exception>
    public TimerSchedules(FunctionCatalog catalog, IConfiguration settings)
    {
        var faults = new List<string>();
        foreach (var function in catalog.With<TimerTriggerAttribute>())
        {
            try
            {
                _schedules[function.Name] = TimerSchedule.Parse(BindingText.Resolve(((TimerTriggerAttribute)function.Trigger).Schedule, settings));
            }
            catch (FormatException exception)
            {
                faults.Add($"Timer function '{function.Name}': {exception.Message}");
            }
        }

        if (faults.Count > 0)
        {
            throw new FunctionCatalogException(faults);
        }
    }

    public TimerSchedule Of(AppFunction function) => _schedules[function.Name];
}
