using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Receivers;

/// <summary>A setting that is the name of a Storage queue (Azure Storage, "Naming queues and metadata").</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class QueueNameAttribute : SettingAttribute
{
    protected override string? FaultOf(object? value) => value is string name && !Name().IsMatch(name)
        ? $"is '{name}'; expected a queue's name: 3 to 63 lower-case letters, digits and single hyphens."
        : null;

    [GeneratedRegex(@"^(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
