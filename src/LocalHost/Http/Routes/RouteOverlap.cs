using Microsoft.AspNetCore.Routing.Template;

namespace DurableSagas.LocalHost.Http.Routes;

/// <summary>Whether some path of some verb would match two routes: the real host then answers with either.</summary>
internal static class RouteOverlap
{
    // No text satisfies constraints of two of these groups.
    private static readonly string[][] _disjoint = [["int", "long"], ["guid"], ["alpha"]];

    public static bool Between(FunctionRoute left, FunctionRoute right) =>
        left.Verbs.Count == 0 || right.Verbs.Count == 0 || left.Verbs.Any(right.Accepts)
            ? Segments(left, 0, right, 0)
            : false;

    private static bool Segments(FunctionRoute left, int leftIndex, FunctionRoute right, int rightIndex)
    {
        var leftSegment = left.Template.GetSegment(leftIndex);
        var rightSegment = right.Template.GetSegment(rightIndex);
        if (leftSegment is null && rightSegment is null)
        {
            return true;
        }

        if (IsCatchAll(leftSegment) || IsCatchAll(rightSegment))
        {
            return true;
        }

        return (CanBeAbsent(leftSegment) && Segments(left, leftIndex + 1, right, rightIndex))
            || (CanBeAbsent(rightSegment) && Segments(left, leftIndex, right, rightIndex + 1))
            || (leftSegment is not null && rightSegment is not null
                && Segment(left, leftSegment, right, rightSegment)
                && Segments(left, leftIndex + 1, right, rightIndex + 1));
    }

    private static bool Segment(FunctionRoute left, TemplateSegment leftSegment, FunctionRoute right, TemplateSegment rightSegment) =>
        (leftSegment.Parts, rightSegment.Parts) switch
        {
            ([{ IsLiteral: true } one], [{ IsLiteral: true } other]) => string.Equals(one.Text, other.Text, StringComparison.OrdinalIgnoreCase),
            ([{ IsLiteral: true } literal], [{ IsParameter: true } parameter]) => right.Admits(parameter.Name!, literal.Text!),
            ([{ IsParameter: true } parameter], [{ IsLiteral: true } literal]) => left.Admits(parameter.Name!, literal.Text!),
            ([{ IsParameter: true } one], [{ IsParameter: true } other]) => !AreDisjoint(one, other),
            _ => Complex(leftSegment, rightSegment),
        };

    // A segment of several parts, such as {name}.{extension}: told apart by its literal ends only.
    private static bool Complex(TemplateSegment left, TemplateSegment right) =>
        Fits(left.Parts[0], right.Parts[0], fromStart: true) && Fits(left.Parts[^1], right.Parts[^1], fromStart: false);

    private static bool Fits(TemplatePart left, TemplatePart right, bool fromStart)
    {
        if (!left.IsLiteral || !right.IsLiteral)
        {
            return true;
        }

        var (shorter, longer) = left.Text!.Length < right.Text!.Length ? (left.Text, right.Text) : (right.Text, left.Text);
        return fromStart
            ? longer.StartsWith(shorter, StringComparison.OrdinalIgnoreCase)
            : longer.EndsWith(shorter, StringComparison.OrdinalIgnoreCase);
    }

    private static bool AreDisjoint(TemplatePart left, TemplatePart right) =>
        GroupOf(left) is { } one && GroupOf(right) is { } other && one != other;

    private static string[]? GroupOf(TemplatePart part) => Array.Find(
        _disjoint, group => part.InlineConstraints.Any(constraint => group.Contains(constraint.Constraint, StringComparer.OrdinalIgnoreCase)));

    private static bool IsCatchAll(TemplateSegment? segment) => segment?.Parts is [{ IsCatchAll: true }];

    private static bool CanBeAbsent(TemplateSegment? segment) =>
        segment?.Parts is [{ IsParameter: true } part] && (part.IsOptional || part.DefaultValue is not null);
}
