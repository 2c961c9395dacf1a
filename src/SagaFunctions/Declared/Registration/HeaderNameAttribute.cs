using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>A setting that is the name of an HTTP header.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class HeaderNameAttribute : SettingAttribute
{
    protected override string? FaultOf(object? value) => value is string name && Name().IsMatch(name)
        ? null
        : $"is '{value}'; expected a header's name, of letters, digits and hyphens.";

    [GeneratedRegex(@"^[A-Za-z0-9-]+\z")]
    private static partial Regex Name();
}
