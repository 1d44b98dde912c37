using System.Text.RegularExpressions;
using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.Pages;

/// <summary>A form that acts on an incident, filled in by the keyboard. Fields and options are named by their texts.</summary>
internal sealed class FormPart(DeskPage desk, ILocator form)
{
    private Words Text => desk.Window.Texts.Card;

    public ILocator Root => form;

    /// <summary>A field by the name of its label, which may go on with "optional".</summary>
    public ILocator Field(string label) =>
        form.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^" + Regex.Escape(Text[label])) });

    public ILocator Option(string name) => form.GetByLabel(Text[name], new() { Exact = true });

    public async Task Type(string label, string text) => await desk.Keyboard.TypeInto(Field(label), text);

    public async Task Choose(string option) => await desk.Keyboard.Choose(Option(option));

    /// <summary>Sends with Ctrl+Enter, and waits until the form has closed, after the service has stored it.</summary>
    public async Task Send()
    {
        await TrySend();
        await Assertions.Expect(form).ToHaveCountAsync(0);
    }

    public Task TrySend() => desk.Keyboard.Press("Control+Enter");
}
