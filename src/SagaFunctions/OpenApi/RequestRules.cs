using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using FluentValidation;
using FluentValidation.Validators;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>What the validators ask of a request's members, said in their schemas: a client may check it before it sends.</summary>
/// <remarks>A rule that JSON Schema has no word for, such as one over two members, is not said; the answer 400 says it.</remarks>
internal sealed class RequestRules(IServiceProvider services)
{
    public JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject members
            && context.PropertyInfo is { AttributeProvider: MemberInfo member } property
            && services.GetService(typeof(IValidator<>).MakeGenericType(property.DeclaringType)) is IValidator validator)
        {
            // A rule for each item of a list has the list's name, and the item's type.
            var rules = validator.CreateDescriptor().GetRulesForMember(member.Name).Where(rule => rule.TypeToValidate == property.PropertyType);
            foreach (var rule in rules.SelectMany(rule => rule.Components).Select(component => component.Validator))
            {
                Describe(rule, members, isList: property.PropertyType != typeof(string));
            }
        }

        return schema;
    }

    private static void Describe(IPropertyValidator rule, JsonObject schema, bool isList)
    {
        switch (rule)
        {
            case INotEmptyValidator:
                schema[isList ? "minItems" : "minLength"] = 1;
                break;
            case IMaximumLengthValidator length:
                schema["maxLength"] = length.Max;
                break;
            case IRegularExpressionValidator shape:
                // ECMA-262, the dialect of JSON Schema, ends a text with $ alone.
                schema["pattern"] = shape.Expression.Replace(@"\z", "$", StringComparison.Ordinal);
                break;
            case IInclusiveBetweenValidator range:
                (schema["minimum"], schema["maximum"]) = (Number(range.From), Number(range.To));
                break;
            case IBetweenValidator range:
                (schema["exclusiveMinimum"], schema["exclusiveMaximum"]) = (Number(range.From), Number(range.To));
                break;
        }
    }

    private static JsonNode? Number(object limit) => JsonSerializer.SerializeToNode(limit);
}
