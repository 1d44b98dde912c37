using System.Text;
using IncidentService.Desk;
using IncidentService.Desk.Joining;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Desk.Joining;

/// <summary>Bundled modules behave like the separate ones. Node runs both.</summary>
public sealed class JoinedModuleTests : IDisposable
{
    private readonly ToolFolder tools = new();

    private static readonly Dictionary<string, string> Sample = new()
    {
        ["page/main.js"] = """
            /* A comment with import { nothing } from "nowhere" in it. */
            import "../shared/effect.js";
            import tell, { heard as list, Counter } from "../shared/log.js";
            import * as whole from "../shared/log.js";
            import { tell as again } from "../shared/again.js";
            import { late } from "../shared/waits.js";
            import { named } from "library";
            const text = `// no comment ${/* one */ 1 + 1} /* none */ "import(x)"`;
            const pattern = /\/\*[/*"']+/; // a comment after a pattern
            tell(text, pattern.source, late, named, whole.default === tell, again === tell, typeof this);
            tell(new Counter().next(), new Counter().next(), import.meta.url.endsWith("/page/main.js"));
            async function later() {
                const [first, second] = await Promise.all([import("./first.js"), import("./second.js")]);
                tell(first.default(), second.default.is, second.count(), first.count(), first.count === second.count);
                const [more, other] = [await second.default.more, await second.default.other];
                tell((await import("./first.js")) === first, list.length, Object.keys(more), other.deep);
                console.log(JSON.stringify(list));
            }
            void later();
            """,
        ["page/first.js"] = """
            import { count } from "./both.js";
            import tell from "../shared/log.js";
            export { count };
            export default function () { tell("first"); return count(); }
            """,
        ["page/second.js"] = """
            export { count } from "./both.js";
            export default { is: "second", more: import("./third.js"), other: import("./fourth.js") };
            """,
        ["page/third.js"] = """
            import { count } from "./both.js";
            import { deep } from "./deep.js";
            import tell from "../shared/log.js";
            tell("third", count(), deep);
            """,
        ["page/fourth.js"] = """
            export { deep } from "./deep.js";
            """,
        ["page/deep.js"] = """
            export const deep = "deep";
            """,
        ["page/both.js"] = """
            let calls = 0;
            export const count = () => ++calls
            export class Unused { static made = new Unused() }
            """,
        ["shared/log.js"] = """
            import { mark } from "./effect.js"; export const heard = [mark];
            /** @param {...unknown} what */ export default function tell(...what) { heard.push(what) }
            export class Counter { static #all = 0; next() { return /* not
            a return alone */ ++Counter.#all; } }
            export { tell as "tell" };
            """,
        ["shared/again.js"] = """export { default as tell } from "./log.js";""",
        ["shared/effect.js"] = """globalThis.effects = (globalThis.effects ?? 0) + 1; export const mark = globalThis.effects, other = 2;""",
        ["shared/waits.js"] = """export const late = await Promise.resolve("late");""",
        ["library/library.mjs"] = """var n=()=>"minified";const e=n();export{e as named,n as default};""",
    };

    [Fact]
    public async Task Bundled_modules_behave_like_separate_ones()
    {
        var joined = Join(Sample);
        await Write("plain", Sample.ToDictionary(
            file => file.Key, file => file.Value.Replace("\"library\"", "\"../library/library.mjs\"", StringComparison.Ordinal)));
        await Write("joined-up", joined.Files.ToDictionary(file => file.Path[JoinedScripts.Folder.Length..], file => file.Text));

        var expected = await tools.Run("node", "plain/page/main.js");

        Assert.Contains("minified", expected);
        Assert.Equal(expected, await tools.Run("node", "joined-up/page/main.js"));
        Assert.Equal(
            [
                "page/first.js", "page/fourth.js", "page/main.js", "page/main.shared.js", "page/second.js", "page/second.shared.js",
                "page/third.js",
            ],
            joined.Files.Select(file => file.Path[JoinedScripts.Folder.Length..]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("A comment", joined.Files.First(file => file.Path == joined.First).Text);
    }

    [Theory]
    [InlineData("export let changing = 1;", "may change")]
    [InlineData("export var changing = 1;", "may change")]
    [InlineData("export const { pattern } = globalThis;", "exports a pattern")]
    [InlineData("export * from \"./other.js\";", "exports everything")]
    [InlineData("const $m1 = 0;", "uses the name $m")]
    [InlineData("import \"./main.js\";", "import each other")]
    [InlineData("import \"./other.js\";", "import each other")]
    [InlineData("import \"./missing.js\";", "missing")]
    [InlineData("await import(\"./other.js\");", "waits")]
    [InlineData("import \"unknown\";", "missing")]
    public void Code_that_bundling_would_change_is_refused(string text, string why)
    {
        var files = new Dictionary<string, string> { ["page/main.js"] = text, ["page/other.js"] = "import \"./main.js\";" };

        Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => Join(files)).Message);
    }

    [Fact]
    public void Bundled_style_sheets_keep_their_image_addresses_and_their_order()
    {
        var sheet = JoinedStyles.Join("joined/page.css",
        [
            new PageFile("shared/base.css", Encoding.UTF8.GetBytes("/* base */ a { color: red }\n")),
            new PageFile("page/page.css", Encoding.UTF8.GetBytes("a { background: url(\"../shared/mark.svg\") url(\"data:,x\") }\n")),
        ]);

        Assert.Equal(" a { color: red }\na { background: url(\"../shared/mark.svg\") url(\"data:,x\") }\n", sheet.Text);
        Assert.Throws<InvalidOperationException>(
            () => JoinedStyles.Join("joined/page.css", [new PageFile("a.css", "@import \"b.css\";"u8.ToArray())]));
    }

    public void Dispose() => tools.Dispose();

    private static JoinedScripts Join(Dictionary<string, string> files)
    {
        var names = new Dictionary<string, string> { ["library"] = "library/library.mjs" };
        var pages = files.ToDictionary(file => file.Key, file => new PageFile(file.Key, Encoding.UTF8.GetBytes(file.Value)));
        var joined = new JoinedScripts(new ModuleGraph(pages, new ModuleReader(names)), "page/main.js");
        Assert.NotEmpty(joined.Files);
        return joined;
    }

    private async Task Write(string folder, Dictionary<string, string> files)
    {
        Directory.CreateDirectory(tools.File(folder));
        await File.WriteAllTextAsync(tools.File(folder + "/package.json"), """{ "type": "module" }""");
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(tools.File($"{folder}/{path}"))!);
            await File.WriteAllTextAsync(tools.File($"{folder}/{path}"), text);
        }
    }
}
