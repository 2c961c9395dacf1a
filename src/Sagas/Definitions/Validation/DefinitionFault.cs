namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Step">The step that is at fault; null when it is the definition as a whole.</param>
/// <param name="Member">What of it.</param>
/// <param name="Text">A sentence for whoever wrote the definition.</param>
/// <param name="Cure">What would mend it; null when that cannot be told.</param>
internal sealed record DefinitionFault(string? Step, DefinitionMember Member, string Text, DefinitionCure? Cure = null)
{
    public static DefinitionFault Of(DefinitionMember member, string text) => new(null, member, text);
}
