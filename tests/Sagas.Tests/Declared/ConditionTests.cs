using System.Text.Json;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>What a condition means: whatever it is asked of, it answers, and never fails.</summary>
public sealed class ConditionTests
{
    private const string Result = """{"n":10.50,"big":79228162514264337593543950336.1,"huge":1e9999999999999999999999,"text":"10.5","yes":true,"no":false,"none":null,"list":[1],"object":{"a":1},"zero":-0.0,"e20":1e20,"minus":-3}""";

    [Theory]
    // Numbers by value, however they are written and however long they are.
    [InlineData("n", "is", "10.5", true)]
    [InlineData("n", "is", "1.05e1", true)]
    [InlineData("n", "is", "\"10.5\"", false)]
    [InlineData("n", "isNot", "10.50000", false)]
    [InlineData("n", "isNot", "10.51", true)]
    [InlineData("n", "above", "10.4999999999999999999999999999999", true)]
    [InlineData("n", "above", "10.5", false)]
    [InlineData("n", "atLeast", "105e-1", true)]
    [InlineData("n", "atLeast", "10.51", false)]
    [InlineData("n", "below", "100", true)]
    [InlineData("n", "below", "10.5", false)]
    [InlineData("n", "below", "-11", false)]
    [InlineData("n", "atMost", "10.5", true)]
    [InlineData("n", "atMost", "9.9", false)]
    [InlineData("big", "above", "79228162514264337593543950336", true)]
    [InlineData("big", "below", "79228162514264337593543950336.11", true)]
    [InlineData("huge", "above", "1e400", true)]
    [InlineData("huge", "below", "1e99999999999999999", false)]
    [InlineData("e20", "above", "1e15", true)]
    [InlineData("e20", "below", "1e25", true)]
    [InlineData("zero", "is", "0", true)]
    [InlineData("zero", "above", "-1", true)]
    [InlineData("zero", "below", "0.001", true)]
    [InlineData("minus", "below", "-2", true)]
    [InlineData("minus", "above", "-30", true)]
    [InlineData("minus", "above", "-2.5", false)]
    // Text by code unit, truth values; nothing else is equal to anything.
    [InlineData("text", "is", "\"10.5\"", true)]
    [InlineData("text", "is", "10.5", false)]
    [InlineData("text", "is", "\"10.50\"", false)]
    [InlineData("text", "above", "1", false)]
    [InlineData("text", "below", "100", false)]
    [InlineData("text", "isNot", "10.5", true)]
    [InlineData("yes", "is", "true", true)]
    [InlineData("yes", "is", "false", false)]
    [InlineData("no", "is", "false", true)]
    [InlineData("no", "isNot", "true", true)]
    [InlineData("list", "is", """{"$result":"a#/list"}""", false)]
    [InlineData("object", "isNot", """{"$result":"a#/object"}""", true)]
    [InlineData("list", "exists", "true", true)]
    // With another result.
    [InlineData("n", "above", """{"$result":"a#/minus"}""", true)]
    [InlineData("n", "is", """{"$result":"a#/n"}""", true)]
    [InlineData("n", "above", """{"$result":"a#/text"}""", false)]
    [InlineData("n", "above", """{"$result":"a#/missing"}""", false)]
    [InlineData("n", "isNot", """{"$result":"a#/missing"}""", true)]
    // Nothing, and null, which is the same.
    [InlineData("none", "exists", "true", false)]
    [InlineData("none", "exists", "false", true)]
    [InlineData("missing", "exists", "true", false)]
    [InlineData("missing", "exists", "false", true)]
    [InlineData("n", "exists", "true", true)]
    [InlineData("n", "exists", "false", false)]
    [InlineData("missing", "is", "1", false)]
    [InlineData("missing", "isNot", "1", true)]
    [InlineData("missing", "above", "-1", false)]
    [InlineData("missing", "atLeast", "0", false)]
    [InlineData("missing", "below", "1", false)]
    [InlineData("missing", "atMost", "0", false)]
    [InlineData("missing", "is", """{"$result":"a#/none"}""", false)]
    public void Comparison_OfAnything_HoldsOrDoesNot(string member, string comparison, string operand, bool holds)
    {
        Assert.Equal(holds, Holds($$"""{"value":{"$result":"a#/{{member}}"},"{{comparison}}":{{operand}}}"""));
    }

    private const string True = """{"value":{"$result":"a#/n"},"exists":true}""";
    private const string False = """{"value":{"$result":"a#/n"},"exists":false}""";
    private const string Unknown = """{"value":{"$result":"b#"},"exists":true}""";

    [Theory]
    [InlineData("all", True, True, true)]
    [InlineData("all", True, False, false)]
    [InlineData("all", Unknown, False, false)]
    [InlineData("all", Unknown, True, null)]
    [InlineData("any", False, False, false)]
    [InlineData("any", False, True, true)]
    [InlineData("any", Unknown, True, true)]
    [InlineData("any", Unknown, False, null)]
    public void Conditions_Together_AreDecidedAsSoonAsTheyCanBe(string join, string one, string other, bool? holds)
    {
        Assert.Equal(holds, Holds($$"""{"{{join}}":[{{one}},{{other}}]}"""));
        Assert.Equal(holds, Holds($$"""{"{{join}}":[{{other}},{{one}}]}"""));
        Assert.Equal(holds, Holds($$"""{"all":[{"any":[{"{{join}}":[{{one}},{{other}}]}]}]}"""));
    }

    private static readonly string _deep = string.Concat(Enumerable.Repeat("""{"all":[""", 5)) + True + string.Concat(Enumerable.Repeat("]}", 5));

    public static TheoryData<string, string?> Shapes { get; } = new()
    {
        { True, null },
        { """{"value":{"$parameter":"limit"},"above":{"$result":"a#/n"}}""", null },
        { _deep[8..^2], null },
        { "{}", "/steps/1/when: Expected 'value' and one comparison, or 'all', or 'any'." },
        { """{"value":{"$result":"a#"}}""", "/steps/1/when: Expected 'value' and one of is, isNot, above, atLeast, below, atMost, exists." },
        { """{"exists":true}""", "/steps/1/when: Expected 'value' and one of is, isNot, above, atLeast, below, atMost, exists." },
        { """{"value":{"$result":"a#"},"is":1,"isNot":2}""", "/steps/1/when: Expected 'value' and one of is, isNot, above, atLeast, below, atMost, exists." },
        { """{"value":{"$result":"a#"},"is":null}""", "/steps/1/when: Expected 'value' and one of is, isNot, above, atLeast, below, atMost, exists." },
        { $$"""{"all":[{{True}}],"any":[{{True}}]}""", "/steps/1/when: Expected 'value' and one comparison, or 'all', or 'any'." },
        { $$"""{"all":[{{True}}],"value":{"$result":"a#"},"is":1}""", "/steps/1/when: Expected 'value' and one comparison, or 'all', or 'any'." },
        { """{"all":[]}""", "/steps/1/when/all: Expected 1 to 20 conditions." },
        { $$"""{"any":[{{string.Join(',', Enumerable.Repeat(True, 21))}}]}""", "/steps/1/when/any: Expected 1 to 20 conditions." },
        { $$"""{"any":[{{string.Join(',', Enumerable.Repeat(True, 20))}}]}""", null },
        { _deep, "/steps/1/when/all/0/all/0/all/0/all/0: 'all' and 'any' may stand in each other 4 times." },
        { """{"value":7,"is":7}""", "/steps/1/when/value: Expected a reference to a parameter, or to the result of an earlier step." },
        { """{"value":{"$result":"a#"},"above":"7"}""", "/steps/1/when/above: Expected a number, or a reference." },
        { """{"value":{"$result":"a#"},"is":[7]}""", "/steps/1/when/is: Expected text, a number, true or false, or a reference." },
        { """{"any":[{"value":{"$result":"zz#/n"},"is":1}]}""", "/steps/1/when/any/0/value: Step 'b' cannot refer to the result of 'zz', which is no step that always comes before it." },
        { """{"value":{"$result":"a"},"is":{"$result":"b#"}}""", "/steps/1/when/value: Expected a reference such as 'step#/json/pointer', or a parameter's name.; /steps/1/when/is: Step 'b' cannot refer to the result of 'b', which is no step that always comes before it." },
        { """{"value":{"$parameter":"other"},"is":1}""", "/steps/1/when/value: There is no parameter 'other'." },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Condition_OfADocument_IsJudgedWithItsPlace(string when, string? fault)
    {
        var document = Documents.Read(
            $$$"""
            {"protocol":"saga","name":"line","parameters":{"limit":{"type":"number"}},"steps":[
              {"name":"a","participant":"p","action":{"method":"POST","path":"a"}},
              {"name":"b","participant":"p","action":{"method":"POST","path":"b"},"when":{{{when}}}}]}
            """);

        var found = DeclaredFaults.Of(document, _ => true).Select(entry => $"{entry.Place}: {entry.Fault}").ToArray();

        Assert.Equal(fault ?? string.Empty, string.Join("; ", found));
    }

    private static bool? Holds(string condition)
    {
        var result = ForeignJson.Parse(Result).ToElement();
        var judgement = new Judgement(reference => reference.Step == "a" ? reference.In(result) : null, name => name == "b");
        return judgement.Holds(JsonSerializer.Deserialize<DeclaredCondition>(condition, SagaJson.Options)!);
    }
}
