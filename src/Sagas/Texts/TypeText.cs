namespace DurableSagas.Sagas.Texts;

/// <summary>A type as its author writes it, such as <c>StepCall&lt;PlaceOrder&gt;</c>.</summary>
internal static class TypeText
{
    public static string Of(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GenericTypeArguments.Select(Of))}>"
        : type.Name;
}
