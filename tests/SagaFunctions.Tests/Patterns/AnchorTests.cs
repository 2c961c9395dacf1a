using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DurableSagas.Functions.OrderFulfilment;
using DurableSagas.Participants.Barriers;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Json;
using FluentValidation;
using FluentValidation.Validators;

namespace DurableSagas.SagaFunctions.Tests.Patterns;

/// <summary>In .NET <c>$</c> also matches before a line feed at the end: no pattern of ours ends with it.</summary>
public sealed partial class AnchorTests
{
    private static readonly Type[] _types = [.. new[] { typeof(RecordTimeline), typeof(PlaceOrder), typeof(SagaJson), typeof(SagaView), typeof(BarrierOptions) }.SelectMany(type => type.Assembly.GetTypes())];

    public static TheoryData<string> Patterns => [.. Generated().Concat(Annotated()).Concat(Validated()).Distinct()];

    public static TheoryData<string> Published => [.. PublishedIn(JsonNode.Parse(new TransactionSchema().Text)).Distinct()];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Pattern_OfCode_EndsForGood(string pattern)
    {
        Assert.DoesNotMatch(Dollar(), pattern);
    }

    // ECMA-262, which others read the schema by, has no \z; there $ alone would do.
    [Theory]
    [MemberData(nameof(Published))]
    public void Pattern_OfTheSchema_EndsForGoodInBothDialects(string pattern)
    {
        Assert.EndsWith(@"$(?!\n)", pattern, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Generated() => _types
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        .Select(method => method.GetCustomAttribute<GeneratedRegexAttribute>()?.Pattern)
        .OfType<string>();

    private static IEnumerable<string> Annotated() => _types
        .SelectMany(type => type.GetProperties())
        .Select(property => property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern)
        .OfType<string>();

    private static IEnumerable<string> Validated() => _types
        .Where(type => type.IsAssignableTo(typeof(IValidator)) && type is { IsAbstract: false, ContainsGenericParameters: false })
        .Select(type => (IValidator)Activator.CreateInstance(type)!)
        .SelectMany(validator => validator.CreateDescriptor().Rules)
        .SelectMany(rule => rule.Components)
        .Select(component => component.Validator)
        .OfType<IRegularExpressionValidator>()
        .Select(validator => validator.Expression);

    private static IEnumerable<string> PublishedIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "pattern", Value: JsonValue value } ? [value.GetValue<string>()] : PublishedIn(member.Value)),
        JsonArray items => items.SelectMany(PublishedIn),
        _ => [],
    };

    // As an anchor: not escaped, and not within a class of characters.
    [GeneratedRegex(@"^([^\\\[$]|\\.|\[([^\\\]]|\\.)*\])*\$")]
    private static partial Regex Dollar();
}
