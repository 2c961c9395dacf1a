using System.ComponentModel.DataAnnotations;

namespace DurableSagas.SagaFunctions.Settings;

/// <summary>What one setting must be. A fault is one sentence: it names the setting, what was found and what is expected.</summary>
internal abstract class SettingAttribute : ValidationAttribute
{
    /// <summary>Behind the setting's name: "is 0; expected 1 to 100."; null when there is no fault.</summary>
    protected abstract string? FaultOf(object? value);

    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        FaultOf(value) is { } fault ? new ValidationResult($"'{NameOf(validationContext)}' {fault}") : ValidationResult.Success;

    // A generated validator says "RetentionSettings.MaxPerRun", or "name.MaxPerRun" where the settings have a name; the app reads Retention__MaxPerRun.
    private static string NameOf(ValidationContext context)
    {
        const string suffix = "Settings";
        var dot = context.DisplayName.LastIndexOf('.');
        var owner = context.DisplayName[..dot];
        var isType = owner == context.ObjectType.Name && owner.EndsWith(suffix, StringComparison.Ordinal);
        return $"{(isType ? owner[..^suffix.Length] : owner)}__{context.DisplayName[(dot + 1)..]}";
    }
}
